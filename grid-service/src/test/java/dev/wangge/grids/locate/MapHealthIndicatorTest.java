package dev.wangge.grids.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wangge.grids.directory.StoredDirectory;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Status;

/** Who cannot say where a point lies is not asked. */
class MapHealthIndicatorTest {
    @ParameterizedTest
    @EnumSource
    void itIsReadyOnceItHasAMapAndStaysSoWithoutTheDatabase(Engine engine) {
        AtlasKeeper keeper;
        try (var stored = new StoredDirectory(engine, new MovableClock())) {
            keeper = new AtlasKeeper(stored.open());
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(status(keeper)).isEqualTo(Status.UP));
        }
        assertThat(keeper.present()).isNotNull();
        assertThat(status(keeper)).isEqualTo(Status.UP);
        keeper.destroy();
    }

    @ParameterizedTest
    @EnumSource
    void itIsNotReadyWithoutAMap(Engine engine) {
        var stored = new StoredDirectory(engine, new MovableClock());
        var directory = stored.open();
        stored.close();
        var keeper = new AtlasKeeper(directory);
        assertThat(status(keeper)).isEqualTo(Status.OUT_OF_SERVICE);
        assertThatThrownBy(keeper::present)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not loaded yet");
        keeper.destroy();
    }

    private static Status status(AtlasKeeper keeper) {
        return new MapHealthIndicator(keeper).health().getStatus();
    }
}
