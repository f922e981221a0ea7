package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import dev.wangge.platform.life.CannotServe;
import dev.wangge.testing.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

/** Whom a service serves at all. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {
    private final String database = "test-" + UUID.randomUUID();

    @Test
    void notWithAnotherKeyThanItsDataNamingBoth(CapturedOutput output) {
        try (var client = MongoClients.create(Infrastructure.database())) {
            client.getDatabase(database)
                    .getCollection("masterKey")
                    .insertOne(
                            new Document("_id", "master-key")
                                    .append("fingerprint", "0123456789ab"));

            fails("--wangge.master-key=" + Infrastructure.masterKey());

            assertThat(output)
                    .contains("APPLICATION FAILED TO START", database, "0123456789ab")
                    .containsPattern("WANGGE_MASTER_KEY has the fingerprint [0-9a-f]{12}")
                    .doesNotContain(Infrastructure.masterKey());
            assertThat(client.getDatabase(database).listCollectionNames())
                    .as("nothing was written")
                    .containsExactly("masterKey");
        }
    }

    @Test
    void notWithAKeyOrASecretThatEverybodyCanRead(CapturedOutput output) {
        fails(
                "--wangge.master-key=d2FuZ2dlLWRlbW8ta2V5LW5vdC1mb3ItcmVhbC11c2U=",
                "--wangge.gateway.clients[0].id=county",
                "--wangge.gateway.clients[0].secret={noop}9f8e7d6c5b4a3928",
                "--wangge.gateway.clients[0].divisions[0]=54",
                "--wangge.gateway.clients[0].roles[0]=admin");

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "wangge.master-key",
                        "wangge.gateway.clients[0].secret",
                        "SPRING_PROFILES_ACTIVE=demonstration")
                .doesNotContain("9f8e7d6c5b4a3928", "d2FuZ2dl");
    }

    @Test
    void notWithoutAKey(CapturedOutput output) {
        fails("--wangge.master-key=");

        assertThat(output).contains("WANGGE_MASTER_KEY is not set", "openssl rand -base64 32");
    }

    private void fails(String... settings) {
        var all = new ArrayList<>(List.of(settings));
        all.add("--server.port=0");
        all.add("--management.server.port=0");
        all.add("--spring.mongodb.uri=" + Infrastructure.database());
        all.add("--spring.mongodb.database=" + database);
        assertThatThrownBy(() ->
                        new SpringApplicationBuilder(Gateway.class).run(all.toArray(new String[0])))
                .satisfies(failed ->
                        assertThat(NestedExceptionUtils.getMostSpecificCause(failed))
                                .isInstanceOf(CannotServe.class));
    }
}
