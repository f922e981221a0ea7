package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.platform.relay.StateRelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What was passed over, as its partition takes nothing. It is not looked through again before a
 * partition answers, or a while has gone by: what comes after it goes out meanwhile.
 */
final class Waiting {
    private static final Duration STARTED_OVER_EVERY = Duration.ofMinutes(5);

    /** So much later may be stored what was written earlier, by another instance's clock. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final long START = Long.MIN_VALUE;

    private final StateRelay relay;
    private final Clock clock;
    private final Map<Integer, String> passedOver = new HashMap<>();
    private final Set<Long> left = new HashSet<>();
    private Instant startedOver = Instant.MIN;
    private long mended;
    private long from = START;
    private long seen = START;
    private boolean some;

    Waiting(StateRelay relay, Clock clock) {
        this.relay = relay;
        this.clock = clock;
    }

    /** Before each sweep: starts over where something may be sent that could not. */
    void lookAround() {
        var now = clock.instant();
        if (!relay.isTroubled()
                || relay.mended() != mended
                || !now.isBefore(startedOver.plus(STARTED_OVER_EVERY))) {
            mended = relay.mended();
            startedOver = now;
            from = START;
            left.clear();
            passedOver.clear();
        }
    }

    /** Those that wait and were not looked at yet. */
    Bson pending() {
        seen = START;
        some = false;
        return from == START ? Filters.exists("pending") : Filters.gte("pending", from);
    }

    /**
     * Some of {@link #pending}, in their order, were looked at.
     *
     * @param done keys of those that need no second look
     */
    void looked(Collection<Stored> batch, Set<String> done) {
        batch.forEach(it -> seen = Math.max(seen, it.pending()));
        some |= done.size() < batch.size();
        passOver(batch, done);
    }

    /** All of {@link #pending} was looked at. */
    void lookedThrough() {
        from = some ? Math.min(seen + 1, clock.instant().minus(LATE).toEpochMilli()) : START;
    }

    /** Those that are not done wait. */
    void passOver(Collection<Stored> batch, Set<String> done) {
        for (var it : batch) {
            if (!done.contains(it.key())) {
                passedOver.put(relay.partitionOf(it.key()), it.key());
            }
        }
    }

    /** One that waits for a partition; null when none is known. */
    @Nullable String passedOver(int partition) {
        return passedOver.get(partition);
    }

    /** The rest of an import waits. */
    void leave(long number) {
        left.add(number);
    }

    /** Whether what is left of an import waits for a partition that takes nothing. */
    boolean isLeft(long number) {
        return left.contains(number);
    }
}
