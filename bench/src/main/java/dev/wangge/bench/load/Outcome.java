package dev.wangge.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param done answers 201 that came within the run
 * @param seconds how long it took
 * @param micros from sending, or from when it was to be sent, to the whole answer
 * @param failed everything but 201, by what it was
 */
public record Outcome(long done, double seconds, Histogram micros, Map<String, Long> failed) {

    public double rate() {
        return done / seconds;
    }

    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    public long errors() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What one connection saw. */
    static final class Tally {
        static final long LONGEST_MICROS = 120_000_000;
        final Histogram micros = new Histogram(LONGEST_MICROS, 3);
        final Map<String, Long> failed = new TreeMap<>();
        long done;

        void failed(String how) {
            failed.merge(how, 1L, Long::sum);
        }

        void took(long nanos) {
            micros.recordValue(Math.clamp(nanos / 1000, 1L, LONGEST_MICROS));
        }

        static Outcome sum(Iterable<Tally> tallies, double seconds) {
            var all = new Tally();
            for (var tally : tallies) {
                all.micros.add(tally.micros);
                tally.failed.forEach((how, count) -> all.failed.merge(how, count, Long::sum));
                all.done += tally.done;
            }
            return new Outcome(all.done, seconds, all.micros, all.failed);
        }
    }
}
