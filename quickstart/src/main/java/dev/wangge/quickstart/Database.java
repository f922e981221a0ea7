package dev.wangge.quickstart;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.local.LocalMongod;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Which database the county is kept in. */
sealed interface Database {

    /** One that runs already. */
    record Given(String uri) implements Database {}

    /** The machine's own mongod, as a child process. */
    record Mongod(Path executable) implements Database {}

    /** The engine in pure Java, as a child process. */
    record Embedded() implements Database {}

    static Database choose(Settings settings) {
        return choose(settings, LocalMongod.onPath());
    }

    static Database choose(Settings settings, Optional<Path> mongod) {
        if (settings.mongodbUri().isPresent()) {
            return new Given(settings.mongodbUri().get());
        }
        return switch (settings.database()) {
            case EMBEDDED -> new Embedded();
            case MONGOD ->
                    new Mongod(
                            mongod.orElseThrow(() ->
                                    new CannotStart(
                                            CannotStart.SETTINGS,
                                            "WANGGE_DATABASE is mongod, but the PATH has"
                                                    + " no mongod.")));
            case AUTO -> mongod.<Database>map(Mongod::new).orElseGet(Embedded::new);
        };
    }

    /** For people: which one it is, and what that means. */
    default List<String> banner() {
        return switch (this) {
            case Given(String uri) ->
                    List.of("  database        given by MONGODB_URI: " + withoutPassword(uri));
            case Mongod(Path executable) ->
                    List.of("  database        mongod from the PATH: " + executable);
            case Embedded() ->
                    List.of(
                            "  database        embedded engine",
                            "                  evaluation store: may lose its last second when"
                                    + " killed.",
                            "                  For a real one set MONGODB_URI=mongodb://host:27017,"
                                    + " or put mongod on the PATH.");
        };
    }

    /** Fails when a database that was given does not answer. */
    default void check() {
        if (this instanceof Given(String uri)) {
            try (MongoClient client = MongoClients.create(withShortTimeout(uri))) {
                client.getDatabase("admin").runCommand(new Document("ping", 1));
            } catch (MongoException | IllegalArgumentException e) {
                throw new CannotStart(
                        CannotStart.SETTINGS,
                        "MONGODB_URI %s does not answer: %s."
                                .formatted(withoutPassword(uri), e.getMessage()));
            }
        }
    }

    static String withoutPassword(String uri) {
        return uri.replaceFirst("//[^/@]*@", "//…@");
    }

    private static MongoClientSettings withShortTimeout(String uri) {
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(10, TimeUnit.SECONDS))
                .build();
    }
}
