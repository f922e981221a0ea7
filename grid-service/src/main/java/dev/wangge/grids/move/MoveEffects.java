package dev.wangge.grids.move;

import dev.wangge.contracts.Actor;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.duty.OfMove;
import dev.wangge.grids.move.MoveStore.Unapplied;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.store.DatabaseAway;
import dev.wangge.platform.sweep.EachAlone;
import dev.wangge.platform.web.Times;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What follows from a move in the directory: its escort is on duty in both grids while they are on
 * the road, and its people live where they come from until they arrive.
 *
 * <p>The moves decide; entries are made to say the same, and looked at again until they do. They
 * are read before the moves and written only as they were read, so that a write which comes late
 * can never undo what a later decision brought about.
 */
@Component
class MoveEffects {
    private static final Logger log = LoggerFactory.getLogger(MoveEffects.class);
    private static final int TRIES = 5;
    private static final int AT_ONCE = 100;
    private final MoveStore store;
    private final Directory directory;
    private final DutyList duty;
    private final EachAlone each;

    /** Whoever decided and the sweep would only be in each other's way. */
    private final ReentrantLock turn = new ReentrantLock();

    MoveEffects(
            MoveStore store,
            Directory directory,
            DutyList duty,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.directory = directory;
        this.duty = duty;
        this.each = new EachAlone("effects of moves", clock, metrics);
    }

    /** Brings about what whoever decided could not: it ended, or the database went away. */
    @Scheduled(fixedDelayString = "${wangge.moves.apply-every:500ms}")
    void sweep() {
        each.forEach(store.unapplied(each.among(AT_ONCE)), Unapplied::id, this::inTurn);
    }

    /** Brings about what was decided just now; the sweep does it later where that fails. */
    void applyOrLeave(Unapplied decision) {
        try {
            inTurn(decision);
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                log.warn("What follows from move {} comes later", decision.id());
            } else {
                each.failed(decision.id(), e);
            }
        }
    }

    private void inTurn(Unapplied decision) {
        turn.lock();
        try {
            apply(decision);
        } finally {
            turn.unlock();
        }
    }

    private void apply(Unapplied decision) {
        for (int i = 0; i < TRIES; i++) {
            var move = store.placing(decision.id());
            if (move.isEmpty() || settled(move.get())) {
                move.ifPresent(it -> duty.reevaluate(List.of(it.from(), it.to())));
                store.applied(decision.id(), decision.seq());
                return;
            }
        }
        // Somebody imports these entries, or died while he did: the sweep finds them free.
        log.info("What follows from move {} waits for its turn", decision.id());
    }

    /** Writes what is not as it should be; true when there was nothing to write. */
    private boolean settled(Placing seen) {
        var known = new HashMap<String, Entry>();
        known.putAll(directory.find(Kind.ASSIGNMENT, codes(escortOf(seen))));
        known.putAll(
                directory.find(
                        Kind.HOUSEHOLD, seen.phones().stream().map(Household::code).toList()));
        // Only now: whoever decides after this finds the entries as they are, or makes ours fail.
        var wanted = new ArrayList<Entry>();
        store.placing(seen.move()).map(MoveEffects::escortOf).ifPresent(wanted::addAll);
        wanted.addAll(homesOf(seen.phones()));
        if (Directory.differing(wanted, known).isEmpty()) {
            return true;
        }
        try {
            directory.save(wanted, known, Actor.SYSTEM.toString());
        } catch (Problem meanwhile) {
            log.debug("Looking again for move {}: {}", seen.move(), meanwhile.getMessage());
        }
        return false;
    }

    private static List<Entry> escortOf(Placing move) {
        var entries = new ArrayList<Entry>();
        for (var member : move.escort()) {
            for (var grid : List.of(move.from(), move.to())) {
                var state =
                        new Document("member", member)
                                .append("role", "ESCORT")
                                .append("from", Times.utc(move.departedAt()));
                if (move.endedAt() != null) {
                    state.append("until", Times.utc(move.endedAt()));
                }
                entries.add(
                        Entry.of(
                                Kind.ASSIGNMENT,
                                Ids.of("escort", move.move(), member, grid).toString(),
                                grid,
                                state.append("source", OfMove.source(move.move())),
                                null));
            }
        }
        return entries;
    }

    /**
     * Where people with these phones live now, by the latest move of each. Whose they are says the
     * county that planned with them first: another one cannot take them by naming their phone.
     */
    private List<Entry> homesOf(Collection<String> phones) {
        var byPhone = new HashMap<String, List<Placing>>();
        for (var move : store.placingsOf(phones)) {
            for (var phone : move.phones()) {
                byPhone.computeIfAbsent(phone, any -> new ArrayList<>()).add(move);
            }
        }
        byPhone.keySet().retainAll(phones);
        return byPhone.entrySet().stream()
                .map(it -> home(it.getKey(), latest(it.getValue())))
                .toList();
    }

    private static Placing latest(List<Placing> moves) {
        var first =
                moves.stream()
                        .min(Comparator.comparing(Placing::createdAt).thenComparing(Placing::move))
                        .orElseThrow();
        return moves.stream()
                .filter(first::sharesCountyWith)
                .reduce((one, other) -> one.isAfter(other) ? one : other)
                .orElse(first);
    }

    private static Entry home(String phone, Placing move) {
        return Entry.of(
                Kind.HOUSEHOLD,
                Household.code(phone),
                move.grid(),
                new Document("phoneIndexes", List.of(phone))
                        .append("move", move.move())
                        .append("departedAt", Times.utc(move.departedAt())),
                null);
    }

    private static List<String> codes(List<Entry> entries) {
        return entries.stream().map(Entry::code).toList();
    }
}
