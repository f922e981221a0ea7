package dev.wangge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    @TempDir Path directory;

    @Test
    void keepsWhatWasSentAcrossARestartOnAnotherPort() throws Exception {
        int firstPort;
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
            firstPort = broker.port();
            try (Admin admin = Admin.create(client(broker))) {
                admin.createTopics(List.of(new NewTopic("valley", 2, (short) 1)))
                        .all()
                        .get(40, TimeUnit.SECONDS);
            }
            send(broker, "拉乌村");
        }
        assertThat(FreePort.isFree(firstPort)).isTrue();
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
            send(broker, "竹卡村");
            assertThat(readAll(broker, 2)).containsExactlyInAnyOrder("拉乌村", "竹卡村");
        }
    }

    @Test
    void namesAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(FreePort.loopback(), 0));
            assertThatThrownBy(() -> LocalBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(LocalStartFailed.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
    }

    /** Killed hard and started again at once, as the launcher does. */
    @Test
    void survivesBeingKilled() throws Exception {
        Path data = directory.resolve("broker");
        int port = FreePort.find();
        Process broker = ChildJvm.of(LocalBroker.class, data, port);
        try {
            ChildJvm.awaitListening(port, broker);
            try (Admin admin = Admin.create(client(port))) {
                admin.createTopics(List.of(new NewTopic("valley", 1, (short) 1)))
                        .all()
                        .get(40, TimeUnit.SECONDS);
            }
            send(port, "before");
        } finally {
            broker.destroyForcibly().waitFor();
        }
        Process again = ChildJvm.of(LocalBroker.class, data, port);
        try {
            ChildJvm.awaitListening(port, again);
            send(port, "after");
            assertThat(readAll(port, 2)).containsExactly("before", "after");
        } finally {
            again.destroy();
            assertThat(again.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void send(LocalBroker broker, String text) throws Exception {
        send(broker.port(), text);
    }

    private static void send(int port, String text) throws Exception {
        Map<String, Object> settings = client(port);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("valley", text)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> readAll(LocalBroker broker, int atLeast) {
        return readAll(broker.port(), atLeast);
    }

    private static List<String> readAll(int port, int atLeast) {
        Map<String, Object> settings = client(port);
        settings = new java.util.HashMap<>(settings);
        settings.put("group.id", "reader");
        settings.put("auto.offset.reset", "earliest");
        List<String> texts = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("valley"));
            while (texts.size() < atLeast && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofMillis(200))) {
                    texts.add(row.value());
                }
            }
        }
        return texts;
    }

    private static Map<String, Object> client(LocalBroker broker) {
        return client(broker.port());
    }

    private static Map<String, Object> client(int port) {
        return Map.of("bootstrap.servers", "127.0.0.1:" + port, "acks", "all");
    }
}
