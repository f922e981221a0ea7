package dev.wangge.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker on loopback that is its own controller, on a directory it formats when new.
 * Data survive restarts, also on another port. Topics are not created by use: whoever needs one
 * creates it.
 */
public final class LocalBroker implements AutoCloseable {

    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;

    private LocalBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker and returns when it is ready.
     *
     * @param dataDir created when absent
     * @param port the port on 127.0.0.1; 0 takes a free one
     * @throws LocalStartFailed when it cannot start, for instance as the port is taken
     */
    public static LocalBroker start(Path dataDir, int port) {
        int listenAt = FreePort.or(port);
        if (!FreePort.isFree(listenAt)) {
            throw new LocalStartFailed("Port " + listenAt + " for the broker is in use");
        }
        KafkaRaftServer server;
        try {
            Files.createDirectories(dataDir);
            Properties settings = settings(dataDir, listenAt);
            KafkaConfig config = new KafkaConfig(settings, false);
            format(dataDir);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
        } catch (Exception e) {
            throw new LocalStartFailed("The broker did not start on " + dataDir, e);
        }
        return new LocalBroker(server, listenAt);
    }

    /** For clients: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dataDir) throws Exception {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(dataDir.toString())
                .addDirectory(dataDir.toString())
                .run();
    }

    private static Properties settings(Path dataDir, int port) throws IOException {
        int controllerPort = FreePort.find();
        while (controllerPort == port) {
            controllerPort = FreePort.find();
        }
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", dataDir.toRealPath().toString());
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        // One broker holds the only copy of everything.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        // Sized for one county on a laptop, not for a data centre.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "4");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(64 * 1024));
        // A broker killed with -9 is refused as its own duplicate until its old session has ended.
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    /**
     * Runs a broker until the process ends.
     *
     * @param arguments data directory and port
     */
    public static void main(String[] arguments) {
        LocalProcess.run(arguments, LocalBroker::start);
    }
}
