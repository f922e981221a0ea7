package dev.wangge.quickstart.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table at the end of a replay. */
record Summary(
        int messages,
        Collection<Outcome> outcomes,
        Map<String, Integer> refusals,
        List<Duration> untilProvider) {

    static Summary of(
            int messages,
            Collection<Outcome> outcomes,
            Map<String, Integer> refusals,
            Function<String, Optional<Instant>> firstCall) {
        List<Duration> durations = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            firstCall
                    .apply(outcome.number())
                    .ifPresent(at -> durations.add(Duration.between(outcome.reportedAt(), at)));
        }
        durations.sort(null);
        return new Summary(messages, List.copyOf(outcomes), Map.copyOf(refusals), durations);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        long distinct = outcomes.stream().map(Outcome::caseId).distinct().count();
        lines.add(row("reported", ofAll(messages)));
        lines.add(row("accepted", ofAll(distinct) + "   (each its own case)"));
        refusals.forEach((why, count) -> lines.add(row("refused", count + " × " + why)));
        lines.add(row("located by", tally(o -> List.of(o.locatedBy()))));
        lines.add(row("alerted", ofAll(count(Outcome::isAlerted))));
        lines.add(
                row(
                        "delivered",
                        ofAll(count(Outcome::isDelivered))
                                + "   (alerts: "
                                + tally(Outcome::alerts)
                                + "; WeCom gives no receipt, SENT is the provider's yes)"));
        lines.add(row("undelivered", "%,d".formatted(count(Outcome::isUndelivered))));
        lines.add(row("report → provider", latency()));
        return lines;
    }

    boolean isComplete() {
        return outcomes.stream().map(Outcome::caseId).distinct().count() == messages;
    }

    private String latency() {
        if (untilProvider.isEmpty()) {
            return "no call to a provider in this run";
        }
        return "p50 %,d ms · p95 %,d ms · p99 %,d ms   (%,d measured)"
                .formatted(
                        percentile(0.50).toMillis(),
                        percentile(0.95).toMillis(),
                        percentile(0.99).toMillis(),
                        untilProvider.size());
    }

    /** Nearest rank. */
    private Duration percentile(double share) {
        int rank = (int) Math.ceil(share * untilProvider.size());
        return untilProvider.get(Math.max(rank, 1) - 1);
    }

    private long count(Predicate<Outcome> which) {
        return outcomes.stream().filter(which).count();
    }

    private String ofAll(long count) {
        return "%,d / %,d".formatted(count, messages);
    }

    private String tally(Function<Outcome, List<String>> names) {
        Map<String, Long> counts =
                outcomes.stream()
                        .flatMap(outcome -> names.apply(outcome).stream())
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(" · "));
    }

    private static String row(String name, String value) {
        return "  %-18s %s".formatted(name, value);
    }
}
