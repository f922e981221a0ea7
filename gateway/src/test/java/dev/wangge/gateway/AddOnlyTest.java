package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.OwnMongod;
import dev.wangge.testing.TestResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Where mongod asks who comes, the gateway's account of deploy/mongodb can add to the trail and
 * read it, and nothing else; all else that the gateway does works by it.
 */
@ExtendWith(OutputCaptureExtension.class)
class AddOnlyTest {
    private static final String ROOT = "mongodb://root:root-secret@%s/?authSource=admin";
    private static final String GATEWAY = "mongodb://gateway:gateway-secret@%s/?authSource=admin";
    private static final String KEEPER = "mongodb://keeper:keeper-secret@%s/?authSource=admin";

    private static Document role(String file) {
        try {
            return Document.parse(Files.readString(Path.of("..", "deploy", "mongodb", file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Document user(String name, Object role) {
        return new Document("createUser", name)
                .append("pwd", name + "-secret")
                .append("roles", List.of(role));
    }

    private static OwnMongod withAccounts() {
        var mongod = OwnMongod.start(TestResources.directory("with-accounts"), "--auth");
        try (var local = mongod.alone()) { // The first account may be made from here.
            local.getDatabase("admin").runCommand(user("root", "root"));
        }
        try (var root = client(ROOT, mongod)) {
            var admin = root.getDatabase("admin");
            for (var file : List.of("gateway-role.json", "audit-retention-role.json")) {
                admin.runCommand(role(file));
            }
            admin.runCommand(user("gateway", "wanggeGateway"));
            admin.runCommand(user("keeper", "wanggeAuditRetention"));
        }
        return mongod;
    }

    private static MongoClient client(String uri, OwnMongod mongod) {
        return MongoClients.create(uri.formatted(mongod.address()));
    }

    private static MongoCollection<Document> trail(MongoClient client) {
        return client.getDatabase("wangge-audit").getCollection("audit");
    }

    @Test
    void theGatewayAddsToTheTrailAndCanTakeNothingOutOfIt(CapturedOutput output) {
        assumeThat(OwnMongod.isThere()).isTrue();
        try (var mongod = withAccounts();
                var gateway =
                        new SpringApplicationBuilder(Gateway.class)
                                .run(
                                        "--server.port=0",
                                        "--management.server.port=0",
                                        "--wangge.master-key=" + Infrastructure.masterKey(),
                                        "--spring.kafka.bootstrap-servers="
                                                + Infrastructure.broker(),
                                        "--spring.mongodb.uri="
                                                + GATEWAY.formatted(mongod.address()),
                                        "--wangge.audit.database=wangge-audit")) {
            var port =
                    Objects.requireNonNull(((WebServerApplicationContext) gateway).getWebServer())
                            .getPort();
            var mongo = gateway.getBean(MongoOperations.class);
            var pema =
                    new People(mongo, gateway.getBean(Vault.class), port)
                            .somebody("pema", "dispatcher", "540328");
            assertThat(pema.signIn("pema", People.PASSWORD).statusCode()).isEqualTo(303);
            assertThat(pema.get("/api/v1/me").statusCode()).isEqualTo(200);
            var _ = pema.get("/account");
            var _ = pema.submit("/account/sign-out-everywhere", Map.of());
            assertThat(mongo.getCollection("audit").countDocuments())
                    .as("in the gateway's own database")
                    .isZero();
            // Nor has any of its sweeps, listeners or indexes asked for what it may not.
            assertThat(output).doesNotContain("not authorized", "Unauthorized");

            try (var asGateway = client(GATEWAY, mongod)) {
                assertThat(trail(asGateway).distinct("event", String.class))
                        .contains("SIGNED_IN", "PASSWORD_CHOSEN", "SIGNED_OUT_EVERYWHERE");
                refusals(trail(asGateway))
                        .forEach((what, attempt) ->
                                assertThatThrownBy(attempt::run)
                                        .as(what)
                                        .isInstanceOfSatisfying(
                                                MongoException.class,
                                                e -> assertThat(e.getCode()).isEqualTo(13)));
                assertThatThrownBy(() -> asGateway.getDatabase("wangge-audit").drop())
                        .isInstanceOf(MongoCommandException.class);
            }
            // What is older than half a year is another's to delete, who can do nothing else.
            try (var keeper = client(KEEPER, mongod)) {
                assertThatThrownBy(() -> trail(keeper).insertOne(new Document("_id", 99L)))
                        .isInstanceOf(MongoException.class);
                assertThatThrownBy(() ->
                                keeper.getDatabase("wangge-gateway")
                                        .getCollection("accounts")
                                        .find()
                                        .first())
                        .isInstanceOf(MongoException.class);
                assertThat(trail(keeper).deleteMany(Filters.lte("_id", 1L)).getDeletedCount())
                        .isEqualTo(1);
            }
        }
    }

    private static Map<String, Runnable> refusals(MongoCollection<Document> trail) {
        var first = Filters.eq("_id", 1L);
        var refusals = new LinkedHashMap<String, Runnable>();
        refusals.put("deleteOne", () -> trail.deleteOne(first));
        refusals.put("deleteMany", () -> trail.deleteMany(new Document()));
        refusals.put("updateOne", () -> trail.updateOne(first, Updates.set("by", "nobody")));
        refusals.put("replaceOne", () -> trail.replaceOne(first, new Document("by", "nobody")));
        refusals.put("findOneAndDelete", () -> trail.findOneAndDelete(first));
        refusals.put("drop", trail::drop);
        refusals.put(
                "out",
                () -> trail.aggregate(List.of(new Document("$out", "audit"))).toCollection());
        return refusals;
    }
}
