package dev.wangge.testing;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One of {@link ThreeBrokers}, in a process of its own; the first is their controller too. */
final class BrokerNode {
    private BrokerNode() {}

    /**
     * Ends with the process that started it.
     *
     * @param arguments its number from 1, its directory, the port it is asked at, the port of the
     *     controller, the id of the cluster
     */
    public static void main(String[] arguments) throws Exception {
        int node = Integer.parseInt(arguments[0]);
        var directory = Path.of(arguments[1]);
        var settings = settings(node, directory, arguments[2], arguments[3]);
        var config = new KafkaConfig(settings, false);
        format(node, directory, arguments[4]);
        new KafkaRaftServer(config, Time.SYSTEM).startup();
        while (System.in.read() != -1) {
            // Its parent says nothing, and is gone when this ends.
        }
        Runtime.getRuntime().halt(0);
    }

    private static void format(int node, Path directory, String cluster) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    private static Properties settings(int node, Path directory, String port, String controller) {
        var settings = new Properties();
        boolean first = node == 1;
        settings.put("process.roles", first ? "broker,controller" : "broker");
        settings.put("node.id", Integer.toString(node));
        settings.put("log.dirs", directory.toString());
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:"
                        + port
                        + (first ? ",CONTROLLER://127.0.0.1:" + controller : ""));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        // One that was killed is refused as its own duplicate until its old session has ended.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "300");
        return settings;
    }
}
