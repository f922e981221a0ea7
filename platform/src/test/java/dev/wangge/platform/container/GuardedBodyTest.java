package dev.wangge.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.door.Allowance;
import dev.wangge.platform.problem.Problem;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class GuardedBodyTest {
    private static final Duration TIME = Duration.ofSeconds(10);
    private final AtomicLong now = new AtomicLong();
    private final BodyMemory memory = new BodyMemory(1_000);
    private final Sink sink = new Sink();

    @Test
    void whatIsLongerThanItMayBeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        var stated = body(101, held(100), 50);
        var unstated = body(-1, held(100), 50, 50, 1);

        assertThatThrownBy(() -> stated.doRead(sink)).satisfies(refused("body-too-large"));
        assertThat(unstated.doRead(sink)).isEqualTo(50);
        assertThat(unstated.doRead(sink)).isEqualTo(50);
        assertThatThrownBy(() -> unstated.doRead(sink)).satisfies(refused("body-too-large"));
        assertThatThrownBy(() -> unstated.doRead(sink))
                .as("whoever reads on")
                .satisfies(refused("body-too-large"));
    }

    @Test
    void itHasATotalTimeHoweverOftenSomethingComes() throws Exception {
        var body = body(-1, held(100), 1, 1, 1, 1, 1, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(body.doRead(sink)).isEqualTo(1);
            now.addAndGet(Duration.ofSeconds(2).toNanos());
        }
        now.addAndGet(1);
        assertThatThrownBy(() -> body.doRead(sink)).satisfies(refused("body-too-slow"));
    }

    @Test
    void itsTimeBeginsWhenSomebodyReads() throws Exception {
        var body = body(-1, held(100), 1);
        now.addAndGet(TIME.multipliedBy(2).toNanos());

        assertThat(body.doRead(sink)).isEqualTo(1);
    }

    @Test
    void whoFallsSilentOrHangsUpIsNamed() {
        var silent = body(-1, held(100), new SocketTimeoutException());
        var gone = body(-1, held(100), new IOException("Connection reset"));

        assertThatThrownBy(() -> silent.doRead(sink)).satisfies(refused("body-too-slow"));
        assertThatThrownBy(() -> gone.doRead(sink)).satisfies(refused("invalid-request"));
    }

    @Test
    void allTogetherFillOnlySoMuchMemoryAndGiveItBack() throws Exception {
        var first = body(-1, held(1_000), 600);
        var second = body(-1, held(1_000), 600);
        var streamed = body(-1, new Allowance(9_000, TIME, TIME, true), 5_000);
        assertThat(first.doRead(sink)).isEqualTo(600);

        assertThatThrownBy(() -> second.doRead(sink)).satisfies(refused("rate-limited"));
        assertThat(streamed.doRead(sink)).as("nobody holds it").isEqualTo(5_000);
        assertThat(memory.held()).isEqualTo(600);
        first.letGo();
        second.letGo();
        streamed.letGo();
        assertThat(memory.held()).isZero();
    }

    @Test
    void whatNobodyWantedIsReadForAWhile() {
        assertThat(body(-1, held(1), 50, 50).discard(1_000, TIME.toNanos())).isTrue();
        assertThat(body(-1, held(1), 50, 50, 50).discard(90, TIME.toNanos())).isFalse();
        assertThat(body(-1, held(1), new SocketTimeoutException()).discard(90, TIME.toNanos()))
                .isFalse();
    }

    private GuardedBody body(long stated, Allowance allowance, Object... comes) {
        return new GuardedBody(
                new Comes(List.of(comes)), allowance, stated, memory, now::get, _ -> {});
    }

    private static Allowance held(long bytes) {
        return new Allowance(bytes, TIME, TIME, false);
    }

    private static java.util.function.Consumer<Throwable> refused(String slug) {
        return failure ->
                assertThat(failure)
                        .isInstanceOfSatisfying(
                                Problem.class,
                                problem -> assertThat(problem.slug()).isEqualTo(slug));
    }

    /** So many bytes at a time, or an end of another kind. */
    private static final class Comes implements InputBuffer {
        private final Deque<Object> parts;

        Comes(List<Object> parts) {
            this.parts = new ArrayDeque<>(parts);
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            return switch (parts.poll()) {
                case Integer bytes -> bytes;
                case IOException failure -> throw failure;
                case null, default -> -1;
            };
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private static final class Sink implements ApplicationBufferHandler {
        @Override
        public void setByteBuffer(ByteBuffer buffer) {}

        @Override
        public ByteBuffer getByteBuffer() {
            return ByteBuffer.allocate(0);
        }

        @Override
        public void expand(int size) {}
    }
}
