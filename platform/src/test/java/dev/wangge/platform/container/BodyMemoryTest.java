package dev.wangge.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Large bodies share what memory there is; who finds none comes back a moment later. */
class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void roomIsTakenToTheLastByteAndNotBeyond() {
        memory.take(60);
        memory.take(40);
        assertThatThrownBy(() -> memory.take(1))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.slug()).isEqualTo("rate-limited");
                            assertThat(problem).hasMessage("Too many large bodies at once");
                        });
        assertThat(memory.held()).as("nothing was taken").isEqualTo(100);

        memory.giveBack(40);
        memory.take(40);
        assertThat(memory.held()).isEqualTo(100);
    }

    @Test
    void manyAtOnceNeverHaveMoreThanThereIs() throws Exception {
        var inUse = new AtomicLong();
        var most = new AtomicLong();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                all.add(
                        workers.submit(() -> {
                            for (int n = 0; n < 200; n++) {
                                try {
                                    memory.take(7);
                                } catch (Problem full) {
                                    continue;
                                }
                                most.accumulateAndGet(inUse.addAndGet(7), Math::max);
                                inUse.addAndGet(-7);
                                memory.giveBack(7);
                            }
                        }));
            }
            for (var one : all) {
                one.get();
            }
        }
        assertThat(memory.held()).isZero();
        assertThat(most.get()).isBetween(7L, 100L);
    }
}
