package dev.wangge.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import dev.wangge.platform.life.CannotServe;
import dev.wangge.testing.Infrastructure;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;

class SameKeyTest {
    private static final List<SealedField> SEALED =
            List.of(
                    new SealedField("never", "sealed", "_id"),
                    new SealedField("people", "state.sealed", "state.code"));

    private final MasterKey key = key(1);
    private final MasterKey other = key(2);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dataAreWorkedOnWithTheirKeyOnly(boolean embedded) {
        inDatabase(
                embedded,
                mongo -> {
                    require(mongo, key);
                    require(mongo, key);

                    assertThatThrownBy(() -> require(mongo, other))
                            .isInstanceOf(CannotServe.class)
                            .hasMessageContaining(key.fingerprint())
                            .hasMessageContaining(other.fingerprint())
                            .hasMessageContaining(
                                    mongo.getCollection("x").getNamespace().getDatabaseName());
                    assertThatCode(() -> require(mongo, key))
                            .as("nothing was changed")
                            .doesNotThrowAnyException();
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoThatStartAtOnceWithDifferentKeysOneGoesOn(boolean embedded) {
        inDatabase(
                embedded,
                mongo -> {
                    var started =
                            IntStream.range(0, 8)
                                    .mapToObj(i ->
                                            CompletableFuture.supplyAsync(
                                                    () -> {
                                                        try {
                                                            require(
                                                                    mongo,
                                                                    i % 2 == 0 ? key : other);
                                                            return i % 2;
                                                        } catch (CannotServe e) {
                                                            return -1;
                                                        }
                                                    },
                                                    Thread::startVirtualThread))
                                    .toList();
                    var went =
                            started.stream()
                                    .map(CompletableFuture::join)
                                    .filter(it -> it >= 0)
                                    .toList();

                    assertThat(went).hasSize(4);
                    assertThat(went.stream().distinct()).hasSize(1);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oldDataSayThemselvesWhetherThisIsTheirKey(boolean embedded) {
        inDatabase(
                embedded,
                mongo -> {
                    mongo.getCollection("people").insertOne(new Document("_id", "nobody"));
                    mongo.getCollection("people").insertOne(person("emptied", ""));
                    mongo.getCollection("people")
                            .insertOne(person("M-1", new Vault(key).seal("13900010001", "M-1")));

                    assertThatThrownBy(() -> require(mongo, other))
                            .isInstanceOf(CannotServe.class)
                            .hasMessageContaining("people")
                            .hasMessageContaining(other.fingerprint());
                    require(mongo, key);
                    assertThatThrownBy(() -> require(mongo, other))
                            .hasMessageContaining(key.fingerprint());
                });
    }

    private static Document person(String code, String sealed) {
        return new Document("_id", code)
                .append("state", new Document("code", code).append("sealed", sealed));
    }

    private static void require(MongoOperations mongo, MasterKey key) {
        SameKey.require(mongo, key, new Vault(key), SEALED);
    }

    private static void inDatabase(boolean embedded, Consumer<MongoOperations> story) {
        var uri = embedded ? Infrastructure.embedded() : Infrastructure.database();
        try (var client = MongoClients.create(uri)) {
            story.accept(new MongoTemplate(client, "test-" + UUID.randomUUID()));
        }
    }

    private static MasterKey key(int first) {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        return MasterKey.of(Base64.getEncoder().encodeToString(bytes));
    }
}
