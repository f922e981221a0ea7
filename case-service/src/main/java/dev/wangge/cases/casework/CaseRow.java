package dev.wangge.cases.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.web.Times;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as lists show it. By which rule it has its tier, the due times of single steps, evidence,
 * rework and rating are told by the case itself.
 *
 * @param highlights where the words stand that it was found by; absent where nobody looked for any
 * @param deadlines only {@code dueAt}, when the step it waits for is due
 */
@JsonInclude(Include.ALWAYS)
public record CaseRow(
        String id,
        String number,
        @JsonInclude(Include.NON_NULL) @Nullable String externalRef,
        CaseKind kind,
        @JsonInclude(Include.NON_NULL) @Nullable String category,
        @Nullable String title,
        @Nullable String description,
        String channel,
        Status status,
        @Nullable Tier tier,
        Spot location,
        String reportedAt,
        @JsonInclude(Include.NON_NULL) @Nullable String occurredAt,
        @Nullable Assignee assignee,
        Map<String, String> deadlines,
        @JsonInclude(Include.NON_NULL) @Nullable String closedAt,
        long version,
        @JsonInclude(Include.NON_NULL) @Nullable List<Highlight> highlights) {

    /**
     * Where words that were looked for stand in a text of the case.
     *
     * @param field what the text is: title, description, address, reply, result, note, question,
     *     answer, comment or reason
     * @param text the whole title, or a piece of another text
     * @param marks in their order, none within another
     */
    public record Highlight(String field, String text, List<Mark> marks) {}

    /** From there up to, and not at, there, in UTF-16 code units of the text. */
    public record Mark(int from, int to) {}

    /** The same row, of a case that was looked for. */
    public CaseRow withHighlights(List<Highlight> found) {
        return new CaseRow(
                id,
                number,
                externalRef,
                kind,
                category,
                title,
                description,
                channel,
                status,
                tier,
                location,
                reportedAt,
                occurredAt,
                assignee,
                deadlines,
                closedAt,
                version,
                found);
    }

    /** Where it lies, by which rule, how sure (0 to 1). */
    @JsonInclude(Include.ALWAYS)
    public record Spot(
            @Nullable Double lng,
            @Nullable Double lat,
            @JsonInclude(Include.NON_NULL) @Nullable String crs,
            @JsonInclude(Include.NON_NULL) @Nullable String address,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            String rule,
            double confidence) {}

    static CaseRow of(Case it) {
        var due = it.dueAt();
        return new CaseRow(
                it.id(),
                it.number(),
                it.reported().externalRef(),
                it.kind(),
                CaseView.category(it),
                it.title(),
                it.description(),
                it.reported().channel(),
                it.status(),
                it.tier(),
                spot(CaseView.place(it)),
                Times.utc(it.reportedAt()),
                Times.utcOrNull(it.reported().occurredAt()),
                it.assignee(),
                due == null ? Map.of() : Map.of("dueAt", Times.utc(due)),
                Times.utcOrNull(it.closedAt()),
                it.version(),
                null);
    }

    private static Spot spot(CaseView.Place place) {
        return new Spot(
                place.lng(),
                place.lat(),
                place.crs(),
                place.address(),
                place.gridCode(),
                place.divisionCode(),
                place.rule(),
                place.confidence());
    }
}
