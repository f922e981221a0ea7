package dev.wangge.cases.watch;

import dev.wangge.cases.list.Changes;
import dev.wangge.platform.door.TooMany;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.TokenEndings;
import dev.wangge.platform.web.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The open streams of this instance: so many for each who watches, and in all. */
@Component
class CaseStreams {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ChangeLog log;
    private final Changes changes;
    private final TokenEndings endings;
    private final WatchSettings settings;
    private final JsonMapper json;
    private final Clock clock;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> bySubject = new ConcurrentHashMap<>();

    CaseStreams(
            ChangeLog log,
            Changes changes,
            TokenEndings endings,
            WatchSettings settings,
            JsonMapper json,
            MeterRegistry meters,
            Clock clock) {
        this.log = log;
        this.changes = changes;
        this.endings = endings;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        Gauge.builder("wangge.cases.watching", open, AtomicInteger::get)
                .description("Streams of changes that are open")
                .register(meters);
    }

    /** The instance goes: who watches comes to another one. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        log.end(true);
    }

    /** Where a stream's events go. */
    interface Events {
        /** Sends what stands in it, now. */
        void send(String text) throws IOException;
    }

    /**
     * A stream, to its end.
     *
     * @param keys by which cases are seen
     * @param after where the one before ended, as it was spelled; null for a new one
     * @throws Problem rate-limited, before anything is sent
     */
    void run(Jwt token, Collection<String> keys, @Nullable String after, Events to)
            throws IOException {
        var subject = String.valueOf(token.getSubject());
        take(subject);
        try {
            long from = log.open();
            try {
                new Stream(token, Set.copyOf(keys), to).run(from, after);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                log.close();
            }
        } finally {
            giveBack(subject);
        }
    }

    private void take(String subject) {
        if (open.incrementAndGet() > settings.streams()) {
            open.decrementAndGet();
            throw TooMany.comeBack("Too many watch cases here", SOON);
        }
        int theirs = bySubject.merge(subject, 1, Integer::sum);
        if (theirs > settings.streamsPerSubject()) {
            giveBack(subject);
            throw TooMany.comeBack("Too many streams of this account or client", SOON);
        }
    }

    private void giveBack(String subject) {
        open.decrementAndGet();
        bySubject.computeIfPresent(subject, (any, count) -> count == 1 ? null : count - 1);
    }

    /** Of one who watches. */
    private final class Stream {
        private final Jwt token;
        private final Set<String> keys;
        private final Events to;
        private final Instant until;

        /** By the clock of {@link System#nanoTime}. */
        private long said;

        Stream(Jwt token, Set<String> keys, Events to) {
            this.token = token;
            this.keys = keys;
            this.to = to;
            var longest = clock.instant().plus(settings.longest());
            var expires = token.getExpiresAt();
            this.until = expires != null && expires.isBefore(longest) ? expires : longest;
        }

        void run(long from, @Nullable String after) throws IOException, InterruptedException {
            Catchup caught;
            if (after == null) {
                caught = Catchup.NONE;
                send("hello", log.place(from, keys).spelled(), asOf());
            } else {
                // Its place is still the one before: what comes next may be cut off.
                send("hello", Place.read(after).map(Place::spelled).orElse(""), asOf());
                caught = catchUp(from, Place.read(after));
            }
            follow(from, caught);
        }

        private Catchup catchUp(long from, Optional<Place> place) throws IOException {
            var caught = place.flatMap(it -> Catchup.of(changes, keys, it, clock.instant()));
            if (caught.isEmpty()) {
                reset(from);
                return Catchup.NONE;
            }
            for (var missed : caught.get().missed()) {
                send("case", missed.place().spelled(), json.writeValueAsString(missed.change()));
            }
            return caught.get();
        }

        private void follow(long from, Catchup caught) throws IOException, InterruptedException {
            long at = from;
            while (isGood()) {
                var more = log.after(at, patience());
                if (more.isEmpty()) {
                    at = log.end();
                    reset(at);
                    continue;
                }
                for (var entry : more.get()) {
                    at = entry.seq();
                    if (isGood() && entry.isSeenBy(keys) && !caught.knows(entry)) {
                        send(
                                "case",
                                log.place(entry, keys).spelled(),
                                json.writeValueAsString(entry.change()));
                    }
                }
                if (patience().isZero()) {
                    send(": \n\n");
                }
            }
        }

        /** Until something has to be said, be it nothing. */
        private Duration patience() {
            var left = settings.heartbeat().minusNanos(System.nanoTime() - said);
            var good = Duration.between(clock.instant(), until);
            var sooner = left.compareTo(good) < 0 ? left : good;
            return sooner.isNegative() ? Duration.ZERO : sooner;
        }

        /** Checked for each event: rights that were taken away show nothing more. */
        private boolean isGood() {
            return clock.instant().isBefore(until) && !endings.isEnded(token) && !log.isEnded();
        }

        private void reset(long at) throws IOException {
            send("reset", log.place(at, keys).spelled(), asOf());
        }

        private String asOf() {
            return json.writeValueAsString(Map.of("asOf", Times.utc(clock.instant())));
        }

        private void send(String event, String id, String data) throws IOException {
            send("event: %s\nid: %s\ndata: %s\n\n".formatted(event, id, data));
        }

        private void send(String text) throws IOException {
            to.send(text);
            said = System.nanoTime();
        }
    }
}
