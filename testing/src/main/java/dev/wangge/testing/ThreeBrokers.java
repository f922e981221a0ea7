package dev.wangge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Three brokers of one test's own, each a process that can be killed. The first is the controller,
 * too: it stays.
 */
public final class ThreeBrokers implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final String cluster = Uuid.randomUuid().toString();
    private final Path data = TestResources.directory("three-brokers");
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, Process> nodes = new HashMap<>();
    private final Admin admin;

    private ThreeBrokers() {
        for (int i = 0; i <= NODES; i++) {
            ports.add(freePort());
        }
        IntStream.rangeClosed(1, NODES).forEach(this::start);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
        await(NODES);
    }

    /** Returns when all three are there. */
    public static ThreeBrokers start() {
        var brokers = new ThreeBrokers();
        TestResources.close(brokers);
        return brokers;
    }

    public String bootstrapServers() {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(node -> "127.0.0.1:" + ports.get(node))
                .collect(Collectors.joining(","));
    }

    /** Makes a topic of three partitions without replicas: number 0 on broker 1, and so on. */
    public void createTopic(String name) {
        var partitions =
                IntStream.range(0, NODES)
                        .boxed()
                        .collect(Collectors.toMap(p -> p, p -> List.of(p + 1)));
        done(admin.createTopics(List.of(new NewTopic(name, partitions))).all());
    }

    /** How large a batch of records may be. */
    public void limit(String topic, int bytes) {
        var limit = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
        done(
                admin.incrementalAlterConfigs(
                                Map.of(
                                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                        List.of(
                                                new AlterConfigOp(
                                                        limit, AlterConfigOp.OpType.SET))))
                        .all());
    }

    /** Kills a broker, 2 or 3, without letting it say goodbye. */
    public void kill(int node) {
        var process = nodes.remove(node);
        if (node == 1 || process == null) {
            throw new IllegalArgumentException("Not to be killed: " + node);
        }
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a killed broker on what it had, and returns when it is there. */
    public void restart(int node) {
        start(node);
        await(NODES);
    }

    private void start(int node) {
        try {
            nodes.put(
                    node,
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xmx256m",
                                    "-Dlogging.level.root=warn",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    BrokerNode.class.getName(),
                                    Integer.toString(node),
                                    data.resolve("node-" + node).toString(),
                                    Integer.toString(ports.get(node)),
                                    Integer.toString(ports.getFirst()),
                                    cluster)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(data.resolve("node-" + node + ".log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(int brokers) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int there = 0;
        while (there < brokers) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Only " + there + " brokers came");
            }
            try {
                there = admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size();
            } catch (ExecutionException | java.util.concurrent.TimeoutException notYet) {
                there = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void done(org.apache.kafka.common.KafkaFuture<?> what) {
        try {
            what.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        nodes.values().forEach(Process::destroyForcibly);
    }
}
