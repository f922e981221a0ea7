package dev.wangge.cases.rulebook;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.clock.Run;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.routing.Route;
import dev.wangge.cases.routing.Routing;
import dev.wangge.cases.routing.RoutingRules;
import dev.wangge.cases.triage.Level;
import dev.wangge.cases.triage.Triage;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules by which a case is decided, from its beginning to its end; what one decided is kept in
 * the fact that needed it.
 */
public final class Rulebook {
    /** The name of the book of those that set nothing. */
    static final String BUILT_IN = "built-in-1";

    private static final Set<CaseKind> WITH_EVIDENCE =
            Set.of(CaseKind.HAZARD, CaseKind.PATROL_FINDING);
    private static final int SPOT_CHECKS = 1_000;
    private static final int NOT_CONTENT = 2;
    private final String version;
    private final Limits limits;
    private final Set<CaseKind> withEvidence;
    private final Triage triage;
    private final Routing routing;

    /** What is built in. */
    public Rulebook() {
        this(BUILT_IN, new Limits(), WITH_EVIDENCE, TriageRules.DEFAULT, RoutingRules.DEFAULT);
    }

    Rulebook(
            String version,
            Limits limits,
            Set<CaseKind> withEvidence,
            Triage triage,
            Routing routing) {
        this.version = version;
        this.limits = limits;
        this.withEvidence = withEvidence;
        this.triage = triage;
        this.routing = routing;
    }

    /** The same, counted in another calendar. */
    public Rulebook in(WorkCalendar calendar) {
        return new Rulebook(version, limits.in(calendar), withEvidence, triage, routing);
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

    /** Of 10,000 cases that were settled on the spot so many are checked afterwards. */
    public int spotCheckShare() {
        return SPOT_CHECKS;
    }

    /** Whether somebody asks a reporter who rated it so. */
    public boolean isFollowedUp(int score) {
        return score <= NOT_CONTENT;
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

    /** How long each step may take. */
    public Limits limits() {
        return limits;
    }

    /** By when it is handled. */
    public Instant handleBy(CaseKind kind, Run run) {
        return limits.handleBy(kind, run);
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
