package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveArrived;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCancelled;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveDeparted;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveReconciled;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A move is the fold of its facts. A command checks, records facts, and nothing else; what follows
 * from them (who is on duty, where people live now) is brought about by {@link MoveEffects}.
 */
final class Move {
    static final EventCodec CODEC = new EventCodec(MoveEvent.class);

    /** A document holds all of its facts: enough for one check-in an hour over six weeks. */
    static final int MOST_CHECK_INS = 1_000;

    /** Nobody plans anew that often; a client that does so by itself would fill the document. */
    static final int MOST_PLANS = 200;

    private final String id;
    private final SaltedTexts texts;
    private final FactChain chain;
    private final MoveState state = new MoveState();
    private boolean decided;

    private Move(String id, SaltedTexts texts, FactChain chain) {
        this.id = id;
        this.texts = texts;
        this.chain = chain;
    }

    static Move fresh(String id) {
        return new Move(id, new SaltedTexts(), new FactChain(CODEC, id, List.of()));
    }

    /** The move as its first {@code upTo} facts made it. */
    static Move fold(String id, List<Fact> stored, SaltedTexts texts, long upTo) {
        var facts = stored.stream().filter(fact -> fact.seq() <= upTo).toList();
        var folded = new Move(id, texts, new FactChain(CODEC, id, facts));
        for (var fact : facts) {
            CODEC.event(fact).ifPresent(event -> folded.state.apply((MoveEvent) event, fact));
        }
        return folded;
    }

    void plan(MovePlanned plan, String by, Instant now) {
        if (status() != MoveStatus.PLANNED) {
            throw notNow("change");
        }
        // Nothing but plans comes before they leave.
        if (seq() >= MOST_PLANS) {
            throw new Problem(
                    ProblemType.TOO_MANY_PLANS,
                    "A move is planned at most %d times".formatted(MOST_PLANS));
        }
        record(plan, by, now);
    }

    void depart(Instant at, String by, Instant now) {
        require(MoveAction.DEPART);
        record(new MoveDeparted(at, plan().fromGrid(), plan().toGrid(), plan().escort()), by, now);
        decided = true;
    }

    /** Another one, or one that came before. */
    enum CheckedIn {
        TAKEN,
        KNOWN,
        /** The id is that of another check-in. */
        CONTRADICTED,
        TOO_MANY
    }

    /** Takes a check-in. */
    CheckedIn checkIn(Heard heard, String by, Instant now) {
        require(MoveAction.CHECK_IN);
        var id = heard.it().checkIn();
        var known = state.checkIns.get(id);
        if (known != null) {
            return heard.repeats(known, texts.text(known.note()))
                    ? CheckedIn.KNOWN
                    : CheckedIn.CONTRADICTED;
        }
        if (state.checkIns.size() >= MOST_CHECK_INS) {
            return CheckedIn.TOO_MANY;
        }
        record(Heard.noted(heard.it(), texts.keepIfGiven(heard.it().note())), by, now);
        return CheckedIn.TAKEN;
    }

    /** They are there; where all agrees with the plan that is the end of it. */
    void arrive(Counted counted, @Nullable String note, Instant at, String by, Instant now) {
        require(MoveAction.ARRIVE);
        if (at.isBefore(Objects.requireNonNull(state.departed).at())) {
            throw Problem.invalid(
                    Pointed.at("#/at", "out-of-range", "They had not departed by then"));
        }
        var differences = counted.against(plan());
        record(
                new MoveArrived(
                        at,
                        plan().toGrid(),
                        counted.households(),
                        counted.people(),
                        counted.livestock().head(),
                        differences,
                        texts.keepIfGiven(note)),
                by,
                now);
        decided = true;
        if (differences.isEmpty()) {
            reconciled(counted, null, by, now);
        }
    }

    /**
     * Settles what differs from the plan: by counting again, by a reason, or both.
     *
     * @throws Problem invalid-request when something differs and no reason is given
     */
    void reconcile(Recount recount, @Nullable String reason, String by, Instant now) {
        require(MoveAction.RECONCILE);
        var counted = recount.of(Objects.requireNonNull(state.arrived));
        var differences = counted.against(plan());
        if (!differences.isEmpty() && reason == null) {
            throw Problem.invalid(
                            Pointed.at(
                                    "#/reason",
                                    "required",
                                    "A reason for what differs: "
                                            + differences.stream()
                                                    .map(MoveEvent.Difference::what)
                                                    .toList()))
                    .with("differences", differences);
        }
        reconciled(counted, reason, by, now);
    }

    private void reconciled(Counted counted, @Nullable String reason, String by, Instant now) {
        record(
                new MoveReconciled(
                        counted.households(),
                        counted.people(),
                        counted.livestock().head(),
                        counted.against(plan()),
                        texts.keepIfGiven(reason)),
                by,
                now);
    }

    /** What was counted again; null where the first count stands. */
    record Recount(
            @Nullable Integer households, @Nullable Integer people, @Nullable Headcount livestock) {
        private Counted of(MoveArrived first) {
            return new Counted(
                    households == null ? first.households() : households,
                    people == null ? first.people() : people,
                    livestock == null ? Headcount.of(first.livestock()) : livestock);
        }
    }

    void cancel(String reason, String by, Instant now) {
        require(MoveAction.CANCEL);
        var departed = state.departed;
        decided = departed != null;
        // A phone's clock may be a little ahead: nothing ends before it began.
        var at = departed != null && departed.at().isAfter(now) ? departed.at() : now;
        record(new MoveCancelled(at, texts.keep(reason)), by, now);
    }

    /** Refuses what is not possible in the present state. */
    void require(MoveAction action) {
        if (!action.possibleIn(status())) {
            throw notNow(action.slug());
        }
    }

    private Problem notNow(String what) {
        return new Problem(
                        ProblemType.ACTION_NOT_ALLOWED,
                        "%s is not possible while the move is %s".formatted(what, status()))
                .with("state", status().name())
                .with(
                        "actions",
                        MoveAction.possible(status()).stream().map(MoveAction::slug).toList());
    }

    private void record(MoveEvent event, String by, Instant now) {
        state.apply(event, chain.add(event, by, now));
    }

    String id() {
        return id;
    }

    MoveStatus status() {
        return state.status;
    }

    MovePlanned plan() {
        return Objects.requireNonNull(state.plan, "No move without a plan");
    }

    /** Facts so far, without gaps. */
    long seq() {
        return chain.seq();
    }

    /** What the ETag says. */
    long version() {
        return state.version;
    }

    MoveState state() {
        return state;
    }

    SaltedTexts texts() {
        return texts;
    }

    List<Fact> facts() {
        return chain.facts();
    }

    /** Facts recorded since it was read. */
    List<Fact> newFacts() {
        return chain.added();
    }

    /** Whether what was recorded since changes who is on duty, or where people live. */
    boolean decided() {
        return decided;
    }
}
