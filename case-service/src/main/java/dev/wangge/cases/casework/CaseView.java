package dev.wangge.cases.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.action.CommandField;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Round;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Child;
import dev.wangge.cases.life.bond.Merger;
import dev.wangge.cases.life.bond.Origin;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.life.supervision.Rung;
import dev.wangge.cases.ruleset.Names;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import dev.wangge.contracts.cases.v1.CaseEvent.Window;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.web.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A case as this caller may see it now. Times are UTC with milliseconds; evidence is that of the
 * last handling.
 *
 * @param category what it is about; null where nobody said so
 * @param scale 规模, with grade 级别 and nature 性质; null where nobody said so
 * @param people whom it concerns
 * @param amount yuan that it is about
 * @param code 一案一码: {@code /c/<code>} is its page for everybody who has it
 * @param confidential only named people see it
 * @param reporterHidden whoever handles it does not get to know who reported it
 * @param attachments what came with the report
 * @param result null while nothing came of it
 * @param round 1, and one more each time it was reopened
 * @param questions what people outside were asked, oldest first
 * @param extensions 延期 approved in this round
 * @param check what is to be checked of it though it is closed
 * @param overdue whether the step it waits for is past its due time
 * @param escalatedTo the division that was told of that last
 * @param mergedInto the older case of which it is a duplicate; null while it is none
 * @param merged its own duplicates
 * @param parent the case that it was split off; null where it is no part of another
 * @param children what it was split into
 * @param parts of those who joined whoever is in charge
 * @param actions what this caller may do now
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CaseView(
        String id,
        String number,
        String code,
        @Nullable String externalRef,
        CaseKind kind,
        @Nullable String category,
        @Nullable Word scale,
        @Nullable Word grade,
        @Nullable Word nature,
        @Nullable Integer people,
        @Nullable BigDecimal amount,
        @Nullable String title,
        @Nullable String description,
        String channel,
        Status status,
        @Nullable Tier tier,
        @Nullable String tierRule,
        Place location,
        String reportedAt,
        @Nullable String occurredAt,
        @Nullable Assignee assignee,
        Map<String, String> deadlines,
        boolean overdue,
        @Nullable String escalatedTo,
        @Nullable Pressed supervision,
        @Nullable String closedAt,
        @Nullable Rating rating,
        boolean confidential,
        boolean reporterHidden,
        List<Evidence> attachments,
        List<Amended> amendments,
        List<Evidence> evidence,
        @Nullable CaseResult result,
        int rework,
        int round,
        List<EndedRound> earlierRounds,
        @Nullable Suspended suspended,
        List<QuestionView> questions,
        int extensions,
        @Nullable Linked mergedInto,
        List<Linked> merged,
        @Nullable Linked parent,
        List<Split> children,
        @Nullable Check check,
        List<Joined> parts,
        long version,
        List<Possible> actions) {

    /** A word of a dictionary, as it was when it was said. */
    public record Word(String code, Names names) {
        static @Nullable Word of(@Nullable Term term) {
            return term == null
                    ? null
                    : new Word(term.code(), new Names(term.zh(), term.bo(), term.en()));
        }
    }

    /** Where it lies, by which rule, how sure (0 to 1). */
    public record Place(
            @Nullable Double lng,
            @Nullable Double lat,
            @Nullable String crs,
            @Nullable String address,
            @Nullable String gridCode,
            @Nullable String divisionCode,
            String rule,
            double confidence) {}

    /** What was added to the report, and when. */
    public record Amended(
            String at,
            @Nullable String description,
            @Nullable String address,
            List<Evidence> attachments) {}

    /**
     * How hard those above press for it.
     *
     * @param acknowledgedAt when whoever has it said that they know; null before
     */
    public record Pressed(Rung rung, @Nullable String acknowledgedAt) {}

    /** Another case. */
    public record Linked(String id, String number, String href) {
        private static Linked of(String id, String number) {
            return new Linked(id, number, "/api/v1/cases/" + id);
        }

        static Linked of(Duplicate one) {
            return of(one.id(), one.number());
        }

        static @Nullable Linked into(@Nullable Merger merger) {
            return merger == null ? null : of(merger.into(), merger.number());
        }

        static @Nullable Linked to(@Nullable Origin origin) {
            return origin == null ? null : of(origin.parent(), origin.number());
        }
    }

    /**
     * A case that it was split into.
     *
     * @param number null until it is there, a second or two later
     * @param ended how it ended; null while it is open
     */
    public record Split(
            String id,
            @Nullable String number,
            CaseKind kind,
            String href,
            @Nullable Status ended) {
        static Split of(Child child) {
            return new Split(
                    child.id(),
                    child.number(),
                    child.kind(),
                    "/api/v1/cases/" + child.id(),
                    child.ended() == null ? null : Status.valueOf(child.ended()));
        }
    }

    /**
     * The part of a side that joined whoever is in charge.
     *
     * @param type UNIT or COUNTY
     * @param finishedAt null while it is not done
     */
    public record Joined(
            String type,
            String code,
            String since,
            String handleBy,
            boolean overdue,
            @Nullable String finishedAt,
            @Nullable String what,
            List<Evidence> evidence) {}

    /** 1 to 5. */
    public record Rating(int score, @Nullable String comment) {}

    /** A round that ended before the case was reopened. */
    public record EndedRound(String closedAt, @Nullable Rating rating) {}

    /**
     * Its clock stands still, until then at the latest.
     *
     * @param window in which the work is possible; null where that does not matter
     */
    public record Suspended(
            String since,
            String until,
            @Nullable String reason,
            @Nullable String resumeWhen,
            @Nullable Window window) {}

    /** Why somebody is to check it though it is closed, since when and until when. */
    public record Check(Reason reason, String since, String checkBy) {}

    /**
     * Something this caller may do now.
     *
     * @param requires any of these roles
     */
    public record Possible(
            String name, String href, List<String> requires, List<CommandField> fields) {}

    static CaseView of(Case it, String code, List<Possible> actions, Instant now) {
        var triage = it.triaged();
        var rating = it.rating();
        return new CaseView(
                it.id(),
                it.number(),
                code,
                it.reported().externalRef(),
                it.kind(),
                category(it),
                Word.of(it.extent().scale()),
                Word.of(it.extent().grade()),
                Word.of(it.extent().nature()),
                it.extent().people(),
                it.extent().amount(),
                it.title(),
                it.description(),
                it.reported().channel(),
                it.status(),
                it.tier(),
                triage == null ? null : triage.rule(),
                place(it),
                Times.utc(it.reportedAt()),
                Times.utcOrNull(it.reported().occurredAt()),
                it.assignee(),
                deadlines(it),
                it.isOverdue(now),
                it.escalatedTo(),
                pressed(it),
                Times.utcOrNull(it.closedAt()),
                rating == null ? null : rating(it, rating),
                it.confidence().isConfidential(),
                it.confidence().isReporterHidden(),
                shown(it, it.attachments()),
                amendments(it),
                shown(it, it.evidence()),
                CaseResult.of(it),
                it.rework(),
                it.round(),
                it.earlierRounds().stream().map(round -> ended(it, round)).toList(),
                suspended(it),
                QuestionView.of(it),
                it.extensions(),
                Linked.into(it.bonds().merger()),
                it.bonds().duplicates().stream().map(Linked::of).toList(),
                Linked.to(it.bonds().family().origin()),
                it.bonds().family().children().stream().map(Split::of).toList(),
                check(it),
                it.bonds().parts().stream().map(part -> joined(it, part, now)).toList(),
                it.version(),
                actions);
    }

    static @Nullable String category(Case it) {
        return it.categories().isEmpty() ? null : it.categories().getLast();
    }

    private static Joined joined(Case it, Part part, Instant now) {
        return new Joined(
                part.side().type(),
                part.side().code(),
                Times.utc(part.since()),
                Times.utc(part.handleBy()),
                part.awaitsWork() && part.handleBy().isBefore(now),
                Times.utcOrNull(part.finishedAt()),
                it.texts().text(part.what()),
                shown(it, part.evidence()));
    }

    private static Rating rating(Case it, CaseRated rating) {
        return new Rating(rating.score(), it.texts().text(rating.comment()));
    }

    private static EndedRound ended(Case it, Round round) {
        var rating = round.rating();
        return new EndedRound(
                Times.utc(round.closedAt()), rating == null ? null : rating(it, rating));
    }

    private static @Nullable Suspended suspended(Case it) {
        var suspension = it.suspension();
        return suspension == null
                ? null
                : new Suspended(
                        Times.utc(suspension.since()),
                        Times.utc(suspension.until()),
                        it.texts().text(suspension.reason()),
                        it.texts().text(suspension.resumeWhen()),
                        suspension.window());
    }

    private static @Nullable Check check(Case it) {
        var check = it.check();
        return check == null
                ? null
                : new Check(check.reason(), Times.utc(check.since()), Times.utc(check.checkBy()));
    }

    private static List<Evidence> shown(Case it, List<String> ids) {
        return ids.stream().map(id -> Evidence.of(it.id(), id)).toList();
    }

    private static List<Amended> amendments(Case it) {
        it.texts()
                .fetch(
                        it.amendments().stream()
                                .flatMap(one -> Stream.of(one.description(), one.address()))
                                .flatMap(Stream::ofNullable)
                                .toList());
        return it.amendments().stream()
                .map(one ->
                        new Amended(
                                Times.utc(one.at()),
                                it.texts().text(one.description()),
                                it.texts().text(one.address()),
                                shown(it, one.attachments())))
                .toList();
    }

    private static @Nullable Pressed pressed(Case it) {
        var rung = it.rung();
        return rung == null ? null : new Pressed(rung, Times.utcOrNull(it.rungAcknowledgedAt()));
    }

    static Place place(Case it) {
        var at = it.reported().coordinates();
        var location = it.location();
        return new Place(
                at == null ? null : at.lng(),
                at == null ? null : at.lat(),
                at == null ? null : at.crs(),
                it.texts().text(it.reported().address()),
                location == null ? null : location.gridCode(),
                location == null ? null : location.divisionCode(),
                location == null ? "UNLOCATED" : location.rule(),
                location == null ? 0 : location.confidence());
    }

    private static Map<String, String> deadlines(Case it) {
        var due = new LinkedHashMap<String, String>();
        var status = it.status();
        put(due, "acceptBy", status == Status.REPORTED ? it.acceptBy() : null);
        put(due, "dispatchBy", status == Status.FILED ? it.dispatchBy() : null);
        put(due, "handleBy", it.isSuspended() || it.isAwaiting() ? null : it.handleBy());
        put(due, "verifyBy", status == Status.HANDLED ? it.verifyBy() : null);
        put(due, "closeBy", status == Status.VERIFIED ? it.closeBy() : null);
        put(due, "checkBy", it.check() == null ? null : it.dueAt());
        put(due, "dueAt", it.dueAt());
        return due;
    }

    private static void put(Map<String, String> due, String step, @Nullable Instant by) {
        if (by != null) {
            due.put(step, Times.utc(by));
        }
    }
}
