package dev.wangge.grids.move;

import dev.wangge.grids.move.Move.CheckedIn;
import dev.wangge.grids.move.Move.Recount;
import dev.wangge.grids.move.MoveStore.Unapplied;
import dev.wangge.grids.move.PlanBody.Plan;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The seasonal moves: planned, acted on, read. */
@Component
class Moves {
    private static final int TRIES = 50;
    private final MoveStore store;
    private final MoveEffects effects;
    private final PlanCheck checks;
    private final Vault vault;
    private final Clock clock;

    Moves(MoveStore store, MoveEffects effects, PlanCheck checks, Vault vault, Clock clock) {
        this.store = store;
        this.effects = effects;
        this.checks = checks;
        this.vault = vault;
        this.clock = clock;
    }

    /** A move as a request left it, and whom it moves where that is still known. */
    record Shown(Move it, List<Household> households) {}

    /** Plans a move. A key that was used before gives the move as that request left it. */
    Shown plan(PlanBody body, Caller caller, @Nullable IdempotencyKey key) {
        if (key != null) {
            var before = store.find(key.id());
            if (before.isPresent()) {
                return again(before.get(), key);
            }
        }
        var plan = body.read(now());
        checks.check(plan.planned(), caller);
        var it = Move.fresh(key == null ? UUID.randomUUID().toString() : key.id());
        it.plan(plan.planned(), caller.by(), now());
        if (store.create(it, plan.households(), key)) {
            return new Shown(it, plan.households());
        }
        if (key == null) {
            throw new IllegalStateException("Two moves with one random id: " + it.id());
        }
        return again(store.find(it.id()).orElseThrow(Moves::noSuchMove), key);
    }

    private Shown again(StoredMove stored, IdempotencyKey key) {
        return shown(stored, stored.asLeftBy(key).orElseThrow(Moves::noSuchMove));
    }

    private Shown shown(StoredMove stored, Move it) {
        return new Shown(it, stored.householdsOf(it, vault));
    }

    /** Plans anew what is only planned yet; the same plan again changes nothing. */
    Shown change(String id, PlanBody body, Caller caller, @Nullable String ifMatch) {
        visible(id, caller);
        var plan = body.read(now());
        for (int i = 0; i < TRIES; i++) {
            var stored = visible(id, caller);
            var it = stored.now();
            new EntityTag(it.version()).requireMatch(ifMatch);
            var old = new Plan(it.plan(), stored.householdsOf(it, vault));
            if (it.status() == MoveStatus.PLANNED && old.equals(plan)) {
                return new Shown(it, plan.households());
            }
            it.plan(plan.planned(), caller.by(), now());
            checks.check(plan.planned(), caller);
            if (store.append(it, plan.households(), null)) {
                return new Shown(it, plan.households());
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /**
     * Does an action on the present state, or on the state the caller saw.
     *
     * @param ifMatch the version the caller saw; null for whatever it is now
     */
    Shown act(
            String id,
            MoveAction action,
            MoveOrder order,
            Caller caller,
            @Nullable String ifMatch,
            @Nullable IdempotencyKey key) {
        var unnamed = key == null ? UUID.randomUUID().toString() : key.id();
        return changed(
                id,
                caller,
                ifMatch,
                key,
                it -> {
                    it.require(action);
                    switch (action) {
                        case DEPART ->
                                it.depart(
                                        Field.at("at").happened(order.at(), now()),
                                        caller.by(),
                                        now());
                        case CHECK_IN -> checkIn(it, order.checkIn().heard(unnamed, now()), caller);
                        case ARRIVE -> arrive(it, order, caller);
                        case RECONCILE -> reconcile(it, order, caller);
                        case CANCEL ->
                                it.cancel(
                                        Field.at("reason").text(order.reason(), 2_000),
                                        caller.by(),
                                        now());
                    }
                });
    }

    private void checkIn(Move it, Heard heard, Caller caller) {
        switch (it.checkIn(heard, caller.by(), now())) {
            case TAKEN, KNOWN -> {}
            case CONTRADICTED ->
                    throw IdempotencyKey.reused(
                            "Another check-in has the id " + heard.it().checkIn());
            case TOO_MANY ->
                    throw new Problem(
                            ProblemType.TOO_MANY_CHECK_INS,
                            "A move has at most %d check-ins".formatted(Move.MOST_CHECK_INS));
        }
    }

    private void arrive(Move it, MoveOrder order, Caller caller) {
        var counted =
                new Counted(
                        households(order),
                        Field.at("people").within(order.people(), 0, PlanBody.MOST_PEOPLE),
                        Field.at("livestock").headcount(order.livestock()));
        it.arrive(
                counted,
                Field.at("note").textIfGiven(order.note(), 2_000),
                Field.at("at").happened(order.at(), now()),
                caller.by(),
                now());
    }

    private void reconcile(Move it, MoveOrder order, Caller caller) {
        var recount =
                new Recount(
                        households(order),
                        order.people() == null
                                ? null
                                : Field.at("people")
                                        .within(order.people(), 0, PlanBody.MOST_PEOPLE),
                        Field.at("livestock").headcountIfGiven(order.livestock()));
        it.reconcile(
                recount, Field.at("reason").textIfGiven(order.reason(), 2_000), caller.by(), now());
    }

    private static @Nullable Integer households(MoveOrder order) {
        return order.households() == null
                ? null
                : Field.at("households").within(order.households(), 0, PlanBody.MOST_HOUSEHOLDS);
    }

    /** Takes several check-ins in one write; what became of each, in order. */
    List<CheckedIn> checkIn(String id, List<Heard> heard, Caller caller) {
        var became = new ArrayList<CheckedIn>();
        changed(
                id,
                caller,
                null,
                null,
                it -> {
                    became.clear();
                    heard.forEach(one -> became.add(it.checkIn(one, caller.by(), now())));
                });
        return became;
    }

    private Shown changed(
            String id,
            Caller caller,
            @Nullable String ifMatch,
            @Nullable IdempotencyKey key,
            Consumer<Move> command) {
        for (int i = 0; i < TRIES; i++) {
            var stored = visible(id, caller);
            var before = key == null ? Optional.<Move>empty() : stored.asLeftBy(key);
            if (before.isPresent()) {
                return shown(stored, before.get());
            }
            var it = stored.now();
            new EntityTag(it.version()).requireMatch(ifMatch);
            command.accept(it);
            if (store.append(it, null, key)) {
                if (it.decided()) {
                    effects.applyOrLeave(new Unapplied(id, it.seq()));
                }
                return shown(stored, it);
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /** The move if the caller may see it: a foreign one is not there. */
    StoredMove visible(String id, Caller caller) {
        return store.find(id)
                .filter(stored -> isVisible(stored, caller))
                .orElseThrow(Moves::noSuchMove);
    }

    /** Whoever answers for either end of it sees it. */
    static boolean isVisible(StoredMove stored, Caller caller) {
        return stored.path().stream().anyMatch(caller.divisions()::contains);
    }

    private static Problem noSuchMove() {
        return new Problem(ProblemType.NO_SUCH_MOVE, "No such move in your divisions");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
