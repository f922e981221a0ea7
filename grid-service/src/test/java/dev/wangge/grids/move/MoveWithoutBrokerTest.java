package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.grids.GridService;
import dev.wangge.local.LocalBroker;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.TestIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Without Kafka people move on, and what they did follows later, in order. */
@SpringBootTest(
        classes = GridService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestIssuer.class)
@DirtiesContext
class MoveWithoutBrokerTest {
    private static Path data = Path.of("data");
    private static @Nullable LocalBroker broker;

    @Autowired MoveStore store;
    @Autowired Clock clock;
    @Autowired ConsumerFactory<String, byte[]> consumers;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) throws Exception {
        data = Files.createTempDirectory("wangge-no-broker");
        broker = LocalBroker.start(data, 0);
        Infrastructure.use(properties);
        var servers = running().bootstrapServers();
        properties.add("spring.kafka.bootstrap-servers", () -> servers);
    }

    @AfterAll
    static void stop() {
        running().close();
    }

    private static LocalBroker running() {
        return Objects.requireNonNull(broker);
    }

    @Test
    void theFactsWaitInTheirMoveAndFollowInOrder() {
        int port = running().port();
        running().close();
        var it = Move.fresh(UUID.randomUUID().toString());
        it.plan(
                new MoveEvent.MovePlanned(
                        MoveStories.WINTER,
                        MoveStories.SUMMER,
                        LocalDate.of(2026, 7, 1),
                        13,
                        95,
                        new MoveEvent.Head(1400, true),
                        List.of()),
                "desk",
                clock.instant());
        assertThat(store.create(it, List.of(), null)).isTrue();
        var going = store.find(it.id()).orElseThrow().now();
        going.depart(clock.instant(), "escort", clock.instant());
        assertThat(store.append(going, null, null)).isTrue();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(store.relayHealth().health().getDetails())
                                .containsEntry("relay", "degraded, still accepting")
                                .containsEntry("backlog", 1L));

        broker = LocalBroker.start(data, port);
        var told = new ArrayList<ReceivedEvent>();
        var codec = new EventCodec(MoveEvent.class);
        try (var consumer = consumers.createConsumer("test-" + UUID.randomUUID(), "")) {
            consumer.subscribe(List.of(Topics.FIELDWORK));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        consumer.poll(Duration.ofMillis(300))
                                .forEach(record -> told.add(codec.read(record.value())));
                        assertThat(told)
                                .extracting(ReceivedEvent::type)
                                .startsWith("wangge.move.planned.v1", "wangge.move.departed.v1");
                    });
        }
        assertThat(told).extracting(ReceivedEvent::subject).containsOnly(it.id());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(store.relayHealth().health().getDetails())
                                .containsEntry("backlog", 0L));
    }
}
