package dev.wangge.platform.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * A bucket of tries for each, filled again evenly. A bounded number of them is kept, those of whom
 * nothing was heard longest go first: a stranger with a million addresses fills no heap.
 */
public final class Rates {
    /** What comes back, at once, for who has a rate of their own where others have no limit. */
    private static final long OWN_TIMES = 2;

    private final Cache<String, Bucket> buckets;
    private final long burst;
    private final long refill;
    private final Duration per;
    private final TimeMeter time;

    /**
     * Rates.
     *
     * @param burst tries at once; zero is no limit
     * @param refill tries that come back, evenly, in each {@code per}
     * @param remembered how many are told apart at most
     */
    public Rates(long burst, long refill, Duration per, int remembered) {
        this(burst, refill, per, remembered, TimeMeter.SYSTEM_NANOTIME);
    }

    Rates(long burst, long refill, Duration per, int remembered, TimeMeter time) {
        this.burst = burst;
        this.refill = refill;
        this.per = per;
        this.time = time;
        // A full bucket is as good as none, and full it is after this long.
        long times = burst == 0 ? OWN_TIMES : burst / Math.max(1, refill);
        var full = per.multipliedBy(times + 1);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(remembered)
                        .expireAfterAccess(full)
                        .ticker(time::currentTimeNanos)
                        .executor(Runnable::run)
                        .build();
    }

    /** Takes one try; else how long to wait for the next. Zero when it was taken. */
    public Duration take(String who) {
        return burst == 0 ? Duration.ZERO : taken(bucket(who));
    }

    private static Duration taken(Bucket bucket) {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** The same for who has a rate of their own: twice as much at once, as anybody has at most. */
    public Duration take(String who, long ownRefill) {
        long ownBurst = OWN_TIMES * ownRefill;
        if (burst != 0 && (ownBurst >= burst || ownRefill >= refill)) {
            return take(who);
        }
        return taken(
                buckets.get(who + ' ' + ownRefill, _ -> bucket(ownBurst, Math.max(1, ownRefill))));
    }

    /** How long until there is a try, which is not taken; zero when there is one. */
    public Duration ahead(String who) {
        var known = burst == 0 ? null : buckets.getIfPresent(who);
        return known == null
                ? Duration.ZERO
                : Duration.ofNanos(known.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    long known() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(String who) {
        return buckets.get(who, _ -> bucket(burst, Math.max(1, refill)));
    }

    private Bucket bucket(long capacity, long comingBack) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(comingBack, per))
                .withCustomTimePrecision(time)
                .build();
    }
}
