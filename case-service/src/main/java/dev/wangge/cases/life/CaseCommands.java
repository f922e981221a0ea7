package dev.wangge.cases.life;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.directory.Directory;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.FreeText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each action does to a case, and the rules it must keep. */
public final class CaseCommands {
    public static final String SYSTEM = Actor.SYSTEM.toString();
    private static final List<Kind> EVIDENCE_ASKED = List.of(Kind.HAZARD, Kind.PATROL_FINDING);
    private final Limits limits = new Limits();
    private final Directory directory;

    public CaseCommands(Directory directory) {
        this.directory = directory;
    }

    /** Does the action, or says by a named problem why not. */
    public void act(Case it, Action action, ActionRequest order, String by, Instant now) {
        order.check();
        if (!action.possibleFor(it)) {
            throw notNow(it, action);
        }
        switch (action) {
            case ACCEPT -> it.record(new CaseAccepted(), by, now);
            case DECLINE -> it.record(new CaseDeclined(reason(it, order)), by, now);
            case VOID -> it.record(new CaseVoided(reason(it, order)), by, now);
            case TRIAGE ->
                    it.record(
                            new CaseTriaged(
                                    required(order.tier(), "tier").name(),
                                    "PERSON",
                                    reason(it, order)),
                            by,
                            now);
            case DISPATCH ->
                    dispatch(it, assignee(order), it.texts().keepIfGiven(order.reason()), by, now);
            case REDISPATCH -> dispatch(it, assignee(order), reason(it, order), by, now);
            case RECALL -> it.record(new CaseRecalled(reason(it, order)), by, now);
            case START -> it.record(new CaseStarted(), by, now);
            case RETURN -> it.record(new CaseReturned(reason(it, order)), by, now);
            case HANDLE -> handle(it, order, by, now);
            case SETTLE -> settle(it, order, by, now);
            case VERIFY -> verify(it, order, by, now);
            case CLOSE ->
                    it.record(
                            new CaseClosed(
                                    it.number(),
                                    it.kind().name(),
                                    it.reported().reporter(),
                                    it.texts().keepIfGiven(order.outcome()),
                                    division(it)),
                            by,
                            now);
            case REPLY ->
                    it.record(
                            new CaseReplied(
                                    it.number(),
                                    it.reported().reporter(),
                                    it.texts().keep(text(order.text(), "text"))),
                            by,
                            now);
            case RATE -> rate(it, order, by, now);
            case NOTE ->
                    it.record(new CaseNoted(it.texts().keep(text(order.text(), "text"))), by, now);
        }
    }

    /** Flat and quick: what is located and staffed goes out at once; else a dispatcher is asked. */
    public void autoDispatch(Case it, List<String> onDuty, Instant now) {
        var location = it.location();
        var reason =
                location == null || location.gridCode() == null
                        ? location != null && location.rule().equals("OUTSIDE_SCOPE")
                                ? "OUTSIDE_SCOPE"
                                : "UNLOCATED"
                        : onDuty.isEmpty() ? "NOBODY_ON_DUTY" : null;
        if (reason != null) {
            it.record(
                    new CaseLeftForDispatcher(it.number(), it.kind().name(), reason, division(it)),
                    SYSTEM,
                    now);
            return;
        }
        it.record(new CaseAccepted(), SYSTEM, now);
        triage(it, now);
        dispatch(it, new Assignee("MEMBER", onDuty.getFirst()), null, SYSTEM, now);
    }

    private static void triage(Case it, Instant now) {
        var decision =
                Triage.decide(
                        it.kind(),
                        Objects.toString(it.title(), "") + Objects.toString(it.description(), ""));
        it.record(new CaseTriaged(decision.tier().name(), decision.rule(), null), SYSTEM, now);
    }

    private void dispatch(
            Case it, Assignee assignee, @Nullable String reason, String by, Instant now) {
        if (it.tier() == null) {
            triage(it, now);
        }
        var location = it.location();
        it.record(
                new CaseDispatched(
                        it.number(),
                        it.kind().name(),
                        Objects.requireNonNull(it.tier()).name(),
                        assignee,
                        location == null ? null : location.gridCode(),
                        division(it),
                        limits.handleBy(it.kind().name(), now),
                        reason),
                by,
                now);
    }

    private static Assignee assignee(ActionRequest order) {
        if ((order.unit() == null) == (order.member() == null)) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/unit", "one-of", "Give either a unit or a member to dispatch to"));
        }
        if (order.member() != null) {
            return new Assignee("MEMBER", order.member());
        }
        return new Assignee("UNIT", Objects.requireNonNull(order.unit()));
    }

    /**
     * Refuses to give work to somebody who does not exist, or who is not the caller's to give it
     * to.
     */
    public void checkReach(ActionRequest order, Caller caller) {
        if (order.member() != null) {
            reach(directory.gridOf(order.member()), "member", order.member(), caller);
        }
        if (order.unit() != null) {
            reach(directory.divisionOf(order.unit()), "unit", order.unit(), caller);
        }
    }

    private static void reach(Optional<String> place, String field, String code, Caller caller) {
        caller.requireScope(
                place.orElseThrow(() ->
                        Problem.invalid(
                                Pointed.at(
                                        "#/" + field,
                                        "unknown-" + field,
                                        "No " + field + " " + code))));
    }

    private static void handle(Case it, ActionRequest order, String by, Instant now) {
        var what = text(order.what(), "what");
        if (EVIDENCE_ASKED.contains(it.kind()) && order.evidenceOrNone().isEmpty()) {
            throw evidence("A " + it.kind() + " is handled with evidence");
        }
        if (it.status() == Status.DISPATCHED) {
            it.record(new CaseStarted(), by, now);
        }
        it.record(new CaseHandled(it.texts().keep(what), order.evidenceOrNone()), by, now);
    }

    private static void settle(Case it, ActionRequest order, String by, Instant now) {
        var what = text(order.what(), "what");
        if (order.evidenceOrNone().isEmpty()) {
            throw evidence("Settling on the spot needs a photo");
        }
        it.record(
                new CaseSettled(
                        it.number(),
                        it.kind().name(),
                        it.reported().reporter(),
                        it.texts().keep(what),
                        order.evidenceOrNone(),
                        division(it)),
                by,
                now);
    }

    private static void verify(Case it, ActionRequest order, String by, Instant now) {
        var passed = required(order.passed(), "passed");
        // False closure (虚假办结) starts where people check their own work.
        if (Actor.parse(by).isSamePersonAs(Actor.parse(Objects.toString(it.handler(), "")))) {
            throw new Problem(
                    ProblemType.VERIFIER_IS_HANDLER, "Who handled a case may not verify it");
        }
        if (passed) {
            it.record(new CaseVerified(it.texts().keepIfGiven(order.reason())), by, now);
        } else {
            it.record(new CaseVerificationFailed(reason(it, order)), by, now);
        }
    }

    private static void rate(Case it, ActionRequest order, String by, Instant now) {
        int score = required(order.score(), "score");
        if (score < 1 || score > 5) {
            throw Problem.invalid(Pointed.at("#/score", "out-of-range", "score is 1 to 5"));
        }
        it.record(new CaseRated(score, it.texts().keepIfGiven(order.comment())), by, now);
    }

    private static @Nullable String division(Case it) {
        var location = it.location();
        if (location != null && location.divisionCode() != null) {
            return location.divisionCode();
        }
        return it.path().isEmpty() ? null : it.path().getLast();
    }

    private static String reason(Case it, ActionRequest order) {
        return it.texts().keep(text(order.reason(), "reason"));
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw Problem.invalid(Pointed.at("#/" + field, "required", field + " is required"));
        }
        return value;
    }

    private static String text(@Nullable String value, String field) {
        return FreeText.required(value, "#/" + field, ActionRequest.LONGEST);
    }

    private static Problem evidence(String why) {
        return new Problem(ProblemType.EVIDENCE_REQUIRED, why)
                .with("errors", List.of(Pointed.at("#/evidence", "required", why)));
    }

    private static Problem notNow(Case it, Action action) {
        return new Problem(
                        ProblemType.ACTION_NOT_ALLOWED,
                        "%s is not possible while the case is %s"
                                .formatted(action.slug(), it.status()))
                .with("state", it.status().name())
                .with("actions", Action.possible(it).stream().map(Action::slug).toList());
    }
}
