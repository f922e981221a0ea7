package dev.wangge.cases.watch;

import dev.wangge.cases.list.Changes;
import dev.wangge.cases.list.Changes.Changed;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The newest changes of all cases in the order in which this instance saw them, for all who watch
 * together: they are read once, whoever watches, and not at all while nobody does (ADR 39).
 */
@Component
class ChangeLog {
    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    /** Seen again each time: a change that took long may appear after later ones. */
    private static final Duration OVERLAP = CaseStore.SETTLED.multipliedBy(3);

    /** Who has not taken these away yet begins anew. */
    private static final int KEPT = 4_000;

    private static final int AT_ONCE = 500;

    /** Where changes are long to be found, as without indexes, they are looked for less often. */
    private static final int SHARE_OF_TIME = 10;

    private final Changes changes;
    private final CaseStore store;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private final ReentrantLock looking = new ReentrantLock();
    private Map<String, Seen> seen = Map.of();
    private long last;
    private int watching;
    private boolean ended;
    private Instant looked = Instant.EPOCH;
    private volatile long notBefore = System.nanoTime();

    private record Seen(Instant at, long version) {}

    /**
     * A change.
     *
     * @param seq of this instance's log, without gaps
     * @param keys by which callers see the case
     * @param upTo all changes before this stand at or before this one in the log
     */
    record Entry(
            long seq, CaseChange change, Set<String> keys, Instant at, String mark, Instant upTo) {
        boolean isSeenBy(Set<String> whose) {
            return !Collections.disjoint(keys, whose);
        }
    }

    ChangeLog(Changes changes, CaseStore store, Clock clock) {
        this.changes = changes;
        this.store = store;
        this.clock = clock;
    }

    /** Somebody begins to watch, from the log's present end. */
    long open() {
        lock.lock();
        try {
            watching++;
        } finally {
            lock.unlock();
        }
        try {
            look();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return end();
    }

    /** Somebody watches no longer. */
    void close() {
        lock.lock();
        try {
            watching--;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is told anything any more. */
    void end(boolean now) {
        lock.lock();
        try {
            ended = now;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The seq of the newest entry. */
    long end() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What came after that, waiting a while for something to come.
     *
     * @return empty where some of it is not kept any more
     */
    Optional<List<Entry>> after(long seq, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (last <= seq && left > 0 && !ended) {
                left = grown.awaitNanos(left);
            }
            if (last > seq && (entries.isEmpty() || entries.getFirst().seq() > seq + 1)) {
                return Optional.empty();
            }
            return Optional.of(entries.stream().filter(it -> it.seq() > seq).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Where somebody stands who was told all of it up to this entry. */
    Place place(Entry at, Set<String> whose) {
        return place(at.seq(), at.upTo(), whose);
    }

    /** Where somebody stands who knows what was so at that place of the log. */
    Place place(long seq, Set<String> whose) {
        lock.lock();
        try {
            var settled = looked.minus(CaseStore.SETTLED);
            // What came meanwhile is not told yet, however long ago it was.
            var upTo =
                    entries.stream()
                            .filter(it -> it.seq() > seq)
                            .map(Entry::upTo)
                            .filter(it -> it.isBefore(settled))
                            .min(Comparator.naturalOrder())
                            .orElse(settled);
            return place(seq, upTo, whose);
        } finally {
            lock.unlock();
        }
    }

    private Place place(long seq, Instant upTo, Set<String> whose) {
        lock.lock();
        try {
            return Place.of(
                    upTo,
                    entries.stream()
                            .filter(it -> it.seq() <= seq && !it.at().isBefore(upTo))
                            .filter(it -> it.isSeenBy(whose))
                            .map(Entry::mark)
                            .toList());
        } finally {
            lock.unlock();
        }
    }

    // At a rate: of what is done after a delay one waits for the other.
    @Scheduled(fixedRateString = "${wangge.watch.every:PT0.4S}")
    void follow() {
        lock.lock();
        try {
            if (watching == 0 || looking.isLocked() || System.nanoTime() - notBefore < 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            look();
        } catch (RuntimeException e) {
            // What changed meanwhile is seen when the database is back.
            log.warn("Changes of cases cannot be read: {}", e.getClass().getName());
        }
    }

    /** Reads what changed since it was read last. */
    private void look() {
        looking.lock();
        try {
            var now = clock.instant();
            long began = System.nanoTime();
            if (!isFresh(now)) {
                beginAnew(now);
            }
            var since = looked.minus(OVERLAP);
            var places = changes.places(since);
            var fresh = places.stream().filter(it -> !isSeen(it)).toList();
            var found = new HashMap<String, StoredCase>();
            for (int from = 0; from < fresh.size(); from += AT_ONCE) {
                var some = fresh.subList(from, Math.min(fresh.size(), from + AT_ONCE));
                store.inOrder(some.stream().map(Changed::id).toList())
                        .forEach(it -> found.put(it.id(), it));
            }
            add(places, found.values(), now);
            notBefore = System.nanoTime() + (SHARE_OF_TIME - 1) * (System.nanoTime() - began);
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh(Instant now) {
        return looked.isAfter(now.minus(Duration.ofMinutes(5)));
    }

    /** After a while without anybody, or without a database: who watched it meanwhile falls off. */
    private void beginAnew(Instant now) {
        lock.lock();
        try {
            entries.clear();
            last++;
            seen = Map.of();
            looked = now;
        } finally {
            lock.unlock();
        }
    }

    private boolean isSeen(Changed it) {
        var before = seen.get(it.id());
        return before != null && before.at().equals(it.at());
    }

    private void add(Collection<Changed> places, Collection<StoredCase> found, Instant now) {
        var upTo = now.minus(CaseStore.SETTLED);
        var next = new HashMap<String, Seen>();
        for (var it : places) {
            var before = seen.get(it.id());
            if (before != null) {
                next.put(it.id(), before);
            }
        }
        var inOrder = new ArrayList<>(found);
        inOrder.sort(Comparator.comparing(StoredCase::updatedAt).thenComparing(StoredCase::id));
        lock.lock();
        try {
            for (var it : inOrder) {
                var change = CaseChange.of(it.now());
                var before = next.put(it.id(), new Seen(it.updatedAt(), change.version()));
                if (before == null || before.version() < change.version()) {
                    entries.addLast(
                            new Entry(
                                    ++last,
                                    change,
                                    Set.copyOf(it.accessKeys()),
                                    it.updatedAt(),
                                    Place.mark(it.id(), change.version()),
                                    it.updatedAt().isBefore(upTo) ? it.updatedAt() : upTo));
                }
            }
            while (entries.size() > KEPT) {
                entries.removeFirst();
            }
            seen = next;
            looked = now;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
