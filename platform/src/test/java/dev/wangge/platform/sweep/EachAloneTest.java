package dev.wangge.platform.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EachAloneTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> done = new ArrayList<>();
    private final Set<String> bad = new HashSet<>(Set.of("b"));
    private Instant now = Instant.parse("2026-11-29T02:00:00Z");
    private final EachAlone each = new EachAlone("test", () -> now, metrics);

    @Test
    void oneThatFailsStopsNoneOfItsNeighbours() {
        assertThat(sweep("a", "b", "c")).isEqualTo(2);
        assertThat(done).containsExactly("a", "c");
        assertThat(metrics.counter("wangge.sweeps.failures", "sweep", "test").count()).isOne();
    }

    @Test
    void itIsLeftOutLongerEachTime() {
        sweep("b");
        assertThat(each.isDue("b")).isFalse();
        assertThat(each.among(10)).isEqualTo(11);
        now = now.plusSeconds(2);
        assertThat(each.isDue("b")).isTrue();
        sweep("b");
        now = now.plusSeconds(3);
        assertThat(each.isDue("b")).isFalse();
        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofMinutes(10));
            sweep("b");
        }
        now = now.plus(Duration.ofMinutes(10));

        bad.clear();
        assertThat(sweep("b")).isOne();
        assertThat(each.among(10)).isEqualTo(10);
    }

    @Test
    void theDatabasesAbsenceIsNobodysFailure() {
        each.forEach(
                List.of("a", "b"),
                Function.identity(),
                _ -> {
                    throw new MongoSocketException("away", new ServerAddress());
                });
        assertThat(each.isDue("a")).isTrue();
        assertThat(metrics.get("wangge.sweeps.left.out").gauge().value()).isZero();
    }

    @Test
    void whatFailsAtOnceIsDoneAlone() {
        var failed =
                each.together(
                        List.of("a", "b", "c"),
                        Function.identity(),
                        all -> all.forEach(this::work));
        assertThat(failed).containsExactly("b");
        assertThat(done).containsSubsequence("a", "a", "c");
    }

    private int sweep(String... due) {
        return each.forEach(List.of(due), Function.identity(), this::work);
    }

    private void work(String one) {
        if (bad.contains(one)) {
            throw new IllegalStateException(one);
        }
        done.add(one);
    }
}
