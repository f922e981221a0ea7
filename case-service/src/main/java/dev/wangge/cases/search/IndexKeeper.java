package dev.wangge.cases.search;

import dev.wangge.cases.search.SearchChanges.Written;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Keeps this instance's index as the stored cases are: reads all of them once, and from then on
 * what was written since (ADR 40). One thread does all of it.
 */
@Component
class IndexKeeper {
    private static final Logger log = LoggerFactory.getLogger(IndexKeeper.class);

    /** Read again each time: a write that took long may appear after later ones. */
    private static final Duration OVERLAP = CaseStore.SETTLED.multipliedBy(3);

    private static final int AT_ONCE = 500;
    private static final Duration FORGET_EVERY = Duration.ofHours(12);

    /** Where changes are long to be found, as without indexes, they are looked for less often. */
    private static final int SHARE_OF_TIME = 10;

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

    /** Up to when everything was read that was written, in milliseconds of the epoch. */
    private static final String UP_TO = "upTo";

    /** When what was replaced was last taken from the disk. */
    private static final String FORGOT = "forgot";

    /** The last one of all that was read; absent when all are. */
    private static final String READING_AFTER = "readingAfter";

    private static final String ALL = "";
    private static final String NONE = "-";

    private final SearchChanges changes;
    private final SearchSettings settings;
    private final Clock clock;
    private final Words words = new Words();
    private final IndexPlace place;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("case-search").factory());

    private volatile @Nullable CaseIndex index;
    private volatile boolean complete;
    private volatile Instant read = Instant.EPOCH;

    /** What was read of the time that is read again. */
    private Map<String, Instant> seen = Map.of();

    private boolean anew;
    private Instant committed = Instant.EPOCH;

    IndexKeeper(SearchChanges changes, SearchSettings settings, Clock clock) {
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
        this.place = new IndexPlace(settings.directory());
    }

    /** Not before: there is a beginning to be quick with. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        thread.execute(this::turn);
    }

    /** The index, with everything in it up to {@link #asOf}. */
    CaseIndex index() {
        var it = index;
        if (it == null || !complete) {
            throw notReady();
        }
        return it;
    }

    static Problem notReady() {
        return new Problem(ProblemType.SEARCH_NOT_READY, "The index of words is being made")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }

    /** What was written before this is found. */
    Instant asOf() {
        return read.minus(CaseStore.SETTLED);
    }

    Words words() {
        return words;
    }

    /** When it was looked for changes last; the epoch before all cases were read. */
    Instant readUpTo() {
        return complete ? read : Instant.EPOCH;
    }

    /** Cases and bytes of the index, as far as it is. */
    record Size(int cases, long bytes) {}

    Size size() {
        var it = index;
        try {
            return it == null || !it.isOpen() ? new Size(0, 0) : new Size(it.cases(), it.bytes());
        } catch (IOException e) {
            return new Size(0, 0);
        }
    }

    /** What lies there cannot be read: another one is made of the stored cases. */
    void distrust(CaseIndex which, Exception why) {
        log.error("The index of words is not whole and is made anew", why);
        if (!thread.isShutdown()) {
            thread.execute(() -> {
                if (which == index) {
                    anew = true;
                    giveUp();
                }
            });
        }
    }

    private void turn() {
        long began = System.nanoTime();
        long pause;
        try {
            keep();
            long took = System.nanoTime() - began;
            pause = Math.max(settings.every().toNanos(), (SHARE_OF_TIME - 1) * took);
        } catch (IOException e) {
            // Of a disk that is full, or gone, or was written to by somebody else.
            log.error("The index of words is made anew", e);
            anew = true;
            giveUp();
            pause = AFTER_TROUBLE.toNanos();
        } catch (RuntimeException e) {
            // What was written meanwhile is read when the database is back.
            log.warn("Written cases cannot be read for the search: {}", e.getClass().getName());
            var it = index;
            if (it != null && !it.isOpen()) {
                // What closed it may have left it in two minds.
                anew = true;
                giveUp();
            }
            pause = AFTER_TROUBLE.toNanos();
        }
        if (!thread.isShutdown()) {
            var _ = thread.schedule(this::turn, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void keep() throws IOException {
        var it = index;
        if (it == null) {
            it = open();
        }
        if (!complete) {
            readAll(it);
        }
        follow(it);
        var now = clock.instant();
        if (now.isAfter(committed.plus(settings.commitEvery()))) {
            it.commit();
            committed = now;
        }
        var forgot = Instant.ofEpochMilli(Long.parseLong(it.said(FORGOT, "0")));
        if (now.isAfter(forgot.plus(FORGET_EVERY))) {
            it.forgetWhatWasReplaced();
            it.say(FORGOT, Long.toString(now.toEpochMilli()));
        }
    }

    private CaseIndex open() throws IOException {
        var it = place.open(changes.database(), words, anew);
        anew = false;
        var upTo = it.said(UP_TO, "");
        if (upTo.isEmpty()) {
            // What is written while all are read is read after them.
            it.say(UP_TO, Long.toString(clock.millis()));
            it.say(READING_AFTER, NONE);
        }
        read = Instant.ofEpochMilli(Long.parseLong(it.said(UP_TO, "0")));
        seen = Map.of();
        index = it;
        return it;
    }

    /** In the order of their ids, going on where it was when the process ended. */
    private void readAll(CaseIndex it) throws IOException {
        var after = it.said(READING_AFTER, ALL);
        if (!after.equals(ALL)) {
            long began = System.nanoTime();
            for (var ids = changes.ids(after.equals(NONE) ? "" : after, AT_ONCE);
                    !ids.isEmpty() && !thread.isShutdown();
                    ids = changes.ids(ids.getLast(), AT_ONCE)) {
                put(it, ids);
                it.say(READING_AFTER, ids.getLast());
                commitSometimes(it);
            }
            if (thread.isShutdown()) {
                return;
            }
            log.info(
                    "The index of words has all {} cases after {} s",
                    it.cases(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        }
        follow(it);
        it.say(READING_AFTER, ALL);
        it.commit();
        committed = clock.instant();
        complete = !thread.isShutdown();
    }

    private void commitSometimes(CaseIndex it) throws IOException {
        var now = clock.instant();
        if (now.isAfter(committed.plus(settings.commitEvery()))) {
            it.commit();
            committed = now;
        }
    }

    /** Reads what was written since it was read last. */
    private void follow(CaseIndex it) throws IOException {
        var now = clock.instant();
        var since = read.minus(OVERLAP);
        var next = new HashMap<String, Instant>();
        Written last = null;
        boolean more = true;
        while (more && !thread.isShutdown()) {
            var some = changes.since(since, last, AT_ONCE);
            var fresh =
                    some.stream()
                            .filter(one -> !one.at().equals(seen.get(one.id())))
                            .map(Written::id)
                            .toList();
            put(it, fresh);
            some.forEach(one -> next.put(one.id(), one.at()));
            more = some.size() == AT_ONCE;
            last = some.isEmpty() ? last : some.getLast();
        }
        // Also where nothing was written: what was merged meanwhile lets go of the files of before.
        it.refresh();
        if (!thread.isShutdown()) {
            var again = now.minus(OVERLAP);
            next.values().removeIf(at -> at.isBefore(again));
            seen = next;
            read = now;
            it.say(UP_TO, Long.toString(now.toEpochMilli()));
        }
    }

    private void put(CaseIndex it, List<String> ids) throws IOException {
        if (!ids.isEmpty()) {
            for (var one : changes.read(ids)) {
                it.put(one.id(), IndexedCase.of(one));
            }
        }
    }

    private void giveUp() {
        var it = index;
        index = null;
        complete = false;
        if (it != null) {
            try {
                it.close();
            } catch (IOException | RuntimeException e) {
                log.warn("The index of words was not closed: {}", e.toString());
            }
        }
    }

    @PreDestroy
    void end() throws IOException, InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(20, TimeUnit.SECONDS)) {
            log.warn("The index of words is left as it was committed last");
            return;
        }
        giveUp();
        place.close();
    }
}
