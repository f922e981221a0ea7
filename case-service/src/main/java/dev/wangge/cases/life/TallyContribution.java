package dev.wangge.cases.life;

import static java.util.Locale.ROOT;

import dev.wangge.cases.life.dispatch.Dispatches;
import dev.wangge.cases.life.dispatch.FirstDispatch;
import dev.wangge.cases.life.time.Step;
import java.util.Objects;
import org.bson.Document;

/**
 * What one case adds to the tallies of all cases, by names that say what is counted: {@code
 * cases:<kind>:<tier>:<status>}, {@code sla:<step>:<kind>:<result>}, and of how it found whoever
 * handles it {@code dispatched:<county>:<by>}, {@code first:<county>:<by>:<result>}, {@code
 * advice:<county>:<result>}, {@code redispatched:<county>}, {@code recalled:<county>} and {@code
 * returned:<county>:<cause>}.
 */
public final class TallyContribution {
    private TallyContribution() {}

    public static Document of(Case it) {
        var counts =
                new Document(
                        "cases:%s:%s:%s"
                                .formatted(
                                        it.kind(),
                                        Objects.requireNonNullElse(it.tier(), "NONE"),
                                        it.status()),
                        1);
        for (var step : Step.values()) {
            put(counts, it, step, "in_time", it.punctuality().inTime(step));
            put(counts, it, step, "late", it.punctuality().late(step));
        }
        var first = it.dispatches().first();
        if (first != null) {
            put(counts, it.dispatches(), first);
        }
        return counts;
    }

    /** Of the county in which it was dispatched first, wherever it is found to lie later. */
    private static void put(Document counts, Dispatches all, FirstDispatch first) {
        var county = first.county();
        var by = first.byRule() ? "rule" : "person";
        counts.append("dispatched:%s:%s".formatted(county, by), 1);
        var advice = first.advice();
        if (advice != null) {
            counts.append("advice:%s:%s".formatted(county, advice.name().toLowerCase(ROOT)), 1);
        }
        if (first.isJudged()) {
            var result = first.isMoved() ? "moved" : "kept";
            counts.append("first:%s:%s:%s".formatted(county, by, result), 1);
        }
        put(counts, "redispatched:" + county, all.redispatched());
        put(counts, "recalled:" + county, all.recalled());
        all.returned()
                .forEach((cause, times) ->
                        put(counts, "returned:%s:%s".formatted(county, cause), times));
    }

    private static void put(Document counts, Case it, Step step, String result, int times) {
        put(counts, "sla:%s:%s:%s".formatted(step.spelled(), it.kind(), result), times);
    }

    private static void put(Document counts, String name, int times) {
        if (times > 0) {
            counts.append(name, times);
        }
    }
}
