package dev.wangge.cases.life;

import dev.wangge.cases.life.time.Step;
import java.util.Objects;
import org.bson.Document;

/**
 * What one case adds to the tallies of all cases, by names that say what is counted: {@code
 * cases:<kind>:<tier>:<status>} and {@code sla:<step>:<kind>:<result>}.
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
        return counts;
    }

    private static void put(Document counts, Case it, Step step, String result, int times) {
        if (times > 0) {
            counts.append("sla:%s:%s:%s".formatted(step.spelled(), it.kind(), result), times);
        }
    }
}
