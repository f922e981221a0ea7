package dev.wangge.local;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterConnectionMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/** Makes a mongod the primary of a replica set that has no other member. */
public final class ReplicaSetOfOne {

    static final String NAME = "wangge";

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int NOT_YET_INITIALIZED = 94;

    private ReplicaSetOfOne() {}

    /** Returns when the mongod at this port accepts writes. */
    static void await(int port, BooleanSupplier alive, long nanos) {
        await(new ServerAddress("127.0.0.1", port), alive, nanos);
    }

    /**
     * For a mongod that runs elsewhere, such as in a container, with {@code --replSet wangge}.
     *
     * @param arguments its address as its clients know it: {@code host:port}
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Expected one argument: host:port of the mongod");
            System.exit(2);
        }
        try {
            await(new ServerAddress(arguments[0]), () -> true, LIMIT.toNanos());
        } catch (LocalStartFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void await(ServerAddress address, BooleanSupplier alive, long nanos) {
        long deadline = System.nanoTime() + nanos;
        String member = address.getHost() + ":" + address.getPort();
        try (MongoClient client = MongoClients.create(settings(address))) {
            MongoDatabase admin = client.getDatabase("admin");
            String last = "no answer";
            while (System.nanoTime() < deadline) {
                if (!alive.getAsBoolean()) {
                    throw new LocalStartFailed("mongod ended while it was starting");
                }
                try {
                    if (admin.runCommand(new Document("hello", 1))
                            .getBoolean("isWritablePrimary", false)) {
                        return;
                    }
                    configure(admin, member);
                } catch (MongoException e) {
                    last = e.getMessage();
                }
                pause();
            }
            throw new LocalStartFailed("mongod is not ready: " + last);
        }
    }

    private static void configure(MongoDatabase admin, String member) {
        Document config;
        try {
            config =
                    admin.runCommand(new Document("replSetGetConfig", 1))
                            .get("config", Document.class);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_YET_INITIALIZED) {
                throw e;
            }
            admin.runCommand(
                    new Document(
                            "replSetInitiate",
                            new Document("_id", NAME)
                                    .append(
                                            "members",
                                            List.of(
                                                    new Document("_id", 0)
                                                            .append("host", member)))));
            return;
        }
        Document only = config.getList("members", Document.class).getFirst();
        if (!member.equals(only.getString("host"))) {
            // The directory was last served at another port.
            only.put("host", member);
            config.put("members", List.of(only));
            config.put("version", config.getInteger("version") + 1);
            admin.runCommand(new Document("replSetReconfig", config).append("force", true));
        }
    }

    private static MongoClientSettings settings(ServerAddress address) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster ->
                        cluster.hosts(List.of(address))
                                .mode(ClusterConnectionMode.SINGLE)
                                .serverSelectionTimeout(1, TimeUnit.SECONDS))
                .applyToServerSettings(server ->
                        server.heartbeatFrequency(500, TimeUnit.MILLISECONDS)
                                .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
                .build();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStartFailed("Interrupted while mongod was starting", e);
        }
    }
}
