package dev.wangge.bench;

import java.util.Arrays;
import java.util.Collection;

/** The middle of several runs: one that was disturbed does not move it. */
final class Medians {
    private Medians() {}

    static double of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("No runs, no median");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Such as {@code 1,234 (1,180–1,301)}. */
    static String shown(String format, Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (format + " (" + format + "–" + format + ")")
                .formatted(of(values), sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
