package dev.wangge.testing;

import dev.wangge.local.EmbeddedStore;
import dev.wangge.local.LocalBroker;
import dev.wangge.local.LocalMongod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * One broker and one database for all tests of a JVM: containers where Docker is there, else a
 * mongod from PATH and a broker in this JVM, else the embedded engine. Ends with the JVM.
 */
public final class Infrastructure {
    private static final Logger log = LoggerFactory.getLogger(Infrastructure.class);
    private static final String MASTER_KEY = random();
    private static @Nullable String broker;
    private static @Nullable String database;
    private static @Nullable String embedded;

    private Infrastructure() {}

    /** Points a service under test at the broker and the best database there is. */
    public static void use(DynamicPropertyRegistry properties) {
        use(properties, database());
    }

    /** Points a service under test at the broker and the embedded engine. */
    public static void useEmbedded(DynamicPropertyRegistry properties) {
        use(properties, embedded());
    }

    /** Points a service under test at the broker and this database. */
    public static void use(DynamicPropertyRegistry properties, String uri) {
        useAsDeployed(properties, uri);
        // The broker is there: three seconds without an answer only say that the machine is busy.
        var producer = "spring.kafka.producer.properties.";
        properties.add(producer + "max.block.ms", () -> 60_000);
        properties.add(producer + "request.timeout.ms", () -> 30_000);
        properties.add(producer + "delivery.timeout.ms", () -> 60_000);
    }

    /** The same, with the patience that the service has with its broker where it is deployed. */
    static void useAsDeployed(DynamicPropertyRegistry properties, String uri) {
        // A database and topics of its own: tests of one class never see another's.
        var name = "test-" + UUID.randomUUID();
        properties.add("spring.mongodb.uri", () -> uri);
        properties.add("spring.mongodb.database", () -> name);
        properties.add("spring.kafka.bootstrap-servers", Infrastructure::broker);
        properties.add("wangge.master-key", Infrastructure::masterKey);
        properties.add("wangge.topics.partitions", () -> 2);
    }

    /** The master key of this run: one that everybody can read would be refused. */
    public static String masterKey() {
        return MASTER_KEY;
    }

    private static String random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Bootstrap servers. */
    public static synchronized String broker() {
        if (broker == null) {
            broker = docker() ? kafkaContainer() : localBroker();
        }
        return broker;
    }

    /** The best database there is. */
    public static synchronized String database() {
        if (database == null) {
            database = docker() ? mongoContainer() : mongodOrEmbedded();
        }
        return database;
    }

    /** The embedded engine. */
    public static synchronized String embedded() {
        if (embedded == null) {
            var started = EmbeddedStore.start(TestResources.directory("embedded"), 0);
            TestResources.close(started);
            embedded = started.uri();
        }
        return embedded;
    }

    private static String mongodOrEmbedded() {
        var mongod = LocalMongod.onPath();
        if (mongod.isEmpty()) {
            log.warn("No Docker and no mongod on PATH: the embedded engine stands in");
            return embedded();
        }
        var started = LocalMongod.start(mongod.get(), TestResources.directory("mongod"), 0);
        TestResources.close(started);
        return started.uri();
    }

    private static String localBroker() {
        var started = LocalBroker.start(TestResources.directory("broker"), 0);
        TestResources.close(started);
        return started.bootstrapServers();
    }

    private static boolean docker() {
        return !"false".equals(System.getenv("WANGGE_TEST_CONTAINERS"))
                && Files.exists(Path.of("/var/run/docker.sock"))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // Closed at the end.
    private static String kafkaContainer() {
        var container =
                new KafkaContainer("apache/kafka:4.2.1")
                        // As everywhere: a listener that comes first would make a topic with one
                        // partition, and see the others ten seconds after they are added.
                        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.start();
        TestResources.close(container);
        return container.getBootstrapServers();
    }

    @SuppressWarnings("resource") // Closed at the end.
    private static String mongoContainer() {
        var container = new MongoDBContainer("mongo:8.0");
        container.start();
        TestResources.close(container);
        return container.getConnectionString();
    }
}
