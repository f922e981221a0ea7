package dev.wangge.cases.rulebook;

import dev.wangge.cases.clock.Ladder;
import dev.wangge.cases.clock.Limit;
import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.clock.Run;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.dictionaries.Dictionaries;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.kinds.KindTree;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.routing.Route;
import dev.wangge.cases.routing.Routing;
import dev.wangge.cases.routing.RoutingRules;
import dev.wangge.cases.triage.Level;
import dev.wangge.cases.triage.Triage;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a case is decided, from its beginning to its end; what one decided is kept in
 * the fact that needed it.
 */
public final class Rulebook {
    /** The name of the book of those that set nothing. */
    static final String BUILT_IN = "built-in-1";

    private static final Set<CaseKind> WITH_EVIDENCE =
            Set.of(CaseKind.HAZARD, CaseKind.PATROL_FINDING);

    private final String version;
    private final Limits limits;
    private final Set<CaseKind> withEvidence;
    private final Triage triage;
    private final Routing routing;
    private final Checks checks;
    private final KindTree kinds;
    private final Dictionaries dictionaries;
    private final Ladder ladder;

    /** What is built in. */
    public Rulebook() {
        this(
                BUILT_IN,
                new Limits(),
                WITH_EVIDENCE,
                TriageRules.DEFAULT,
                RoutingRules.DEFAULT,
                Checks.BUILT_IN,
                KindRules.DEFAULT,
                DictionaryRules.DEFAULT,
                new Ladder());
    }

    Rulebook(
            String version,
            Limits limits,
            Set<CaseKind> withEvidence,
            Triage triage,
            Routing routing,
            Checks checks,
            KindTree kinds,
            Dictionaries dictionaries,
            Ladder ladder) {
        this.version = version;
        this.limits = limits;
        this.withEvidence = withEvidence;
        this.triage = triage;
        this.routing = routing;
        this.checks = checks;
        this.kinds = kinds;
        this.dictionaries = dictionaries;
        this.ladder = ladder;
    }

    /** The same, counted in another calendar. */
    public Rulebook in(WorkCalendar calendar) {
        return new Rulebook(
                version,
                limits.in(calendar),
                withEvidence,
                triage,
                routing,
                checks,
                kinds,
                dictionaries,
                ladder.in(calendar));
    }

    /** 三事分流 by rule: the first row that fits decides, and its name is kept. */
    public Level level(TriageInput input) {
        return triage.level(input);
    }

    /**
     * To whom a case goes by itself.
     *
     * @param reaches whether a unit is there, and answers for where the case lies
     */
    public Route route(TriageInput input, Tier tier, Predicate<String> reaches) {
        return routing.route(input, tier, reaches);
    }

    /** Whether it is reported done with something that shows it. */
    public boolean asksForEvidence(CaseKind kind) {
        return withEvidence.contains(kind);
    }

    /** What stands below the kinds. */
    public KindTree kinds() {
        return kinds;
    }

    /** Words for how great a matter is. */
    public Dictionaries dictionaries() {
        return dictionaries;
    }

    /** What is looked at once more after it was closed. */
    public Checks checks() {
        return checks;
    }

    /** When what is not done is reminded of, and whom it climbs to. */
    public Ladder ladder() {
        return ladder;
    }

    /** By when what was closed is checked. */
    public Instant checkBy(Instant since) {
        return limits.verifyBy(since);
    }

    /** What a fact names that was decided by this book. */
    public String version() {
        return version;
    }

    /** By when a report is answered. */
    public Instant acceptBy(Instant reportedAt) {
        return limits.acceptBy(reportedAt);
    }

    /** By when somebody has it. */
    public Instant dispatchBy(Instant filedAt) {
        return limits.dispatchBy(filedAt);
    }

    /** How long a step may take, of a case of this kind. */
    public Limit limit(Step step, CaseKind kind) {
        return switch (step) {
            case ACCEPT -> limits.accept();
            case DISPATCH -> limits.dispatch();
            case HANDLE -> limits.handle(kind);
            case VERIFY, CHECK -> limits.verify();
            case CLOSE -> limits.close();
        };
    }

    /**
     * By when a step is done that ran so.
     *
     * @param handler who handles it; null for what is nobody's
     */
    public Instant dueBy(Step step, CaseKind kind, Run run, @Nullable Assignee handler) {
        return switch (step) {
            case HANDLE -> handleBy(kind, run, handler);
            case ACCEPT, DISPATCH, VERIFY, CLOSE, CHECK ->
                    limits.calendar().due(limit(step, kind), run);
        };
    }

    /** How long each step may take. */
    public Limits limits() {
        return limits;
    }

    /**
     * By when it is handled, in the hours of whoever does it: all of its time is counted in them,
     * so that what goes from one unit to another keeps the working days that it has used.
     *
     * @param handler null for what is nobody's
     */
    public Instant handleBy(CaseKind kind, Run run, @Nullable Assignee handler) {
        return handler != null && handler.type().equals("UNIT")
                ? limits.ofUnit(handler.code()).handleBy(kind, run)
                : limits.handleBy(kind, run);
    }

    /** By when a side has done its own part, since which it takes part. */
    public Instant partBy(CaseKind kind, Instant since, Side side) {
        var isUnit = side.type().equals("UNIT");
        return (isUnit ? limits.ofUnit(side.code()) : limits).handleBy(kind, Run.since(since));
    }

    /** By when somebody else has checked it. */
    public Instant verifyBy(Instant handledAt) {
        return limits.verifyBy(handledAt);
    }

    /** By when it is closed. */
    public Instant closeBy(Instant verifiedAt) {
        return limits.closeBy(verifiedAt);
    }
}
