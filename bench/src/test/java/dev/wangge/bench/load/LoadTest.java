package dev.wangge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1);
    private static final String CREATED = "HTTP/1.1 201 \r\nContent-Length: 2\r\n\r\nok";

    @Test
    void readsAnswersHoweverTheyArrive() throws Exception {
        var answers =
                new String[] {
                    CREATED,
                    "HTTP/1.1 201 \r\nContent-~Length: 5\r\n~\r\nhel~lo",
                    "HTTP/1.1 201 \r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwi~ki\r\n~3\r\nped\r\n0\r\n\r~\n",
                    "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n"
                };
        var next = new AtomicInteger();
        try (var server =
                        new ScriptedServer(() -> answers[next.getAndIncrement() % answers.length]);
                var connection = new Connection(server.port())) {
            for (int round = 0; round < 3; round++) {
                assertThat(connection.send(REQUEST).body()).isEqualTo("ok");
                assertThat(connection.send(REQUEST).body()).isEqualTo("hello");
                assertThat(connection.send(REQUEST).body()).isEqualTo("wikiped");
                assertThat(connection.send(REQUEST).status()).isEqualTo(503);
            }
        }
    }

    @Test
    void countsWhatFailedByWhatItWas() throws Exception {
        var next = new AtomicInteger();
        try (var server =
                new ScriptedServer(() ->
                        next.getAndIncrement() % 2 == 0
                                ? CREATED
                                : "HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n")) {
            var outcome =
                    new Load(server.port(), 4).closed(Duration.ofMillis(300), number -> REQUEST);
            assertThat(outcome.failed()).containsOnlyKeys("HTTP 500");
            assertThat(outcome.errors()).isPositive();
            assertThat(outcome.done()).isPositive();
        }
    }

    @Test
    void aLateRequestCountsFromWhenItWasDue() throws Exception {
        // The first answer takes 400 ms: what waited behind it was late by no fault of its own.
        var next = new AtomicInteger();
        try (var server =
                new ScriptedServer(() -> {
                    if (next.getAndIncrement() == 0) {
                        sleep(400);
                    }
                    return CREATED;
                })) {
            Queue<Long> numbers = new ConcurrentLinkedQueue<>();
            var outcome =
                    new Load(server.port(), 1)
                            .open(
                                    50,
                                    Duration.ofSeconds(1),
                                    number -> REQUEST,
                                    (number, due, body) -> numbers.add(number));
            assertThat(outcome.done()).isEqualTo(50);
            assertThat(numbers).hasSize(50).doesNotHaveDuplicates();
            assertThat(outcome.millis(80)).isGreaterThan(100);
            assertThat(outcome.millis(100)).isGreaterThan(399);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
