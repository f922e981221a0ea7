package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One instance at a time, and another where it does not go on. */
class LeaseTest {
    private static final Duration ALMOST = Lease.LENGTH.minusSeconds(1);
    private final MovableClock clock = MovableClock.stopped();

    @ParameterizedTest
    @EnumSource
    void whoGoesOnKeepsIt(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var mine = lease(stored, "work");
            var others = lease(stored, "work");
            assertThat(mine.isHeld()).isFalse();
            for (int i = 0; i < 5; i++) {
                assertThat(mine.tryAcquire()).isTrue();
                assertThat(others.tryAcquire()).isFalse();
                assertThat(others.isHeld()).isFalse();
                clock.forward(ALMOST);
                assertThat(mine.isHeld()).isTrue();
            }
            assertThat(lease(stored, "other work").tryAcquire()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWasPausedDoesNothingWhenHeWakes(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var paused = lease(stored, "work");
            var other = lease(stored, "work");
            assertThat(paused.tryAcquire()).isTrue();

            clock.forward(Lease.LENGTH.plusMillis(1));
            assertThat(paused.isHeld()).isFalse();
            assertThat(other.tryAcquire()).isTrue();
            assertThat(paused.isHeld()).isFalse();
            assertThat(paused.tryAcquire()).isFalse();
            assertThat(paused.isHeld()).isFalse();
            assertThat(other.isHeld()).isTrue();

            clock.forward(Lease.LENGTH.plusMillis(1));
            assertThat(paused.tryAcquire()).isTrue();
            assertThat(other.tryAcquire()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLostItDidNotKeepItThoughItIsFreeAgain(Engine engine) {
        try (var stored = new StoredDirectory(engine, clock)) {
            var mine = lease(stored, "work");
            var other = lease(stored, "work");
            assertThat(mine.tryRenew()).isFalse();
            assertThat(mine.tryAcquire()).isTrue();
            for (int i = 0; i < 5; i++) {
                clock.forward(ALMOST);
                assertThat(mine.tryRenew()).isTrue();
                assertThat(other.tryAcquire()).isFalse();
            }

            clock.forward(Lease.LENGTH.plusMillis(1));
            assertThat(mine.tryRenew()).isFalse();
            assertThat(other.tryAcquire()).isTrue();
            assertThat(mine.tryRenew()).isFalse();
            clock.forward(Lease.LENGTH.plusMillis(1));
            assertThat(mine.tryRenew()).isFalse();
            assertThat(mine.isHeld()).isFalse();
            assertThat(mine.tryAcquire()).isTrue();
            assertThat(mine.tryRenew()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyAtOnceOneHasIt(Engine engine) throws Exception {
        try (var stored = new StoredDirectory(engine, clock);
                var threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 5; round++) {
                var all = new ArrayList<Callable<Boolean>>();
                for (int i = 0; i < 8; i++) {
                    all.add(lease(stored, "work")::tryAcquire);
                }
                int taken = 0;
                for (var done : threads.invokeAll(all)) {
                    taken += done.get() ? 1 : 0;
                }
                assertThat(taken).as("round %d", round).isEqualTo(1);
                clock.forward(Lease.LENGTH.plusMillis(1));
            }
        }
    }

    private Lease lease(StoredDirectory stored, String work) {
        return new Lease(stored.open().marks(), work, clock);
    }
}
