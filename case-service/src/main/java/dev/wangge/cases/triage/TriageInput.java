package dev.wangge.cases.triage;

import dev.wangge.cases.condition.RowLanguage;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case when its level is decided.
 *
 * @param text title and description
 * @param channel through which it came
 * @param division that answers for it; null when nobody knows
 * @param categories what it is about, the widest first
 */
public record TriageInput(
        CaseKind kind,
        String text,
        String channel,
        @Nullable String division,
        List<String> categories) {
    /** As conditions name them. */
    public static final List<String> VARIABLES = List.of("kind", "text", "channel", "division");

    /** The list among them. */
    public static final String CATEGORY = "category";

    /** Two ordinary ones, by which conditions are tried. */
    public static final TriageInput USUAL =
            new TriageInput(CaseKind.REQUEST, "", "API", "540328101201", List.of());

    public static final TriageInput OTHER =
            new TriageInput(
                    CaseKind.HAZARD, "路边落石，两人受伤", "微信", null, List.of("geology", "rockfall"));

    /** Of a case, as it is. */
    public static TriageInput of(Case it) {
        return new TriageInput(
                it.kind(),
                Objects.toString(it.title(), "") + Objects.toString(it.description(), ""),
                it.reported().channel(),
                it.answeringDivision(),
                it.categories());
    }

    /** By the names of {@link #VARIABLES}, and {@link #CATEGORY}. */
    public Map<String, String> variables() {
        return Map.of(
                "kind",
                kind.name(),
                "text",
                text,
                "channel",
                channel,
                "division",
                Objects.requireNonNullElse(division, ""),
                CATEGORY,
                RowLanguage.list(categories));
    }
}
