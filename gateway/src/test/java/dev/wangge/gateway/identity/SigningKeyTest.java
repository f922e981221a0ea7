package dev.wangge.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClients;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Infrastructure;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class SigningKeyTest {
    private final Vault vault = new Vault(new byte[32]);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allInstancesAndAllStartsSignWithOneKeyThatIsSealed(boolean embedded) throws Exception {
        var uri = embedded ? Infrastructure.embedded() : Infrastructure.database();
        try (var client = MongoClients.create(uri)) {
            var mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
            var started =
                    IntStream.range(0, 4)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(
                                            () -> SigningKey.loadOrMake(mongo, vault)))
                            .toList();
            var first = started.getFirst().get();
            for (var instance : started) {
                assertThat(instance.get()).isEqualTo(first);
            }

            assertThat(SigningKey.loadOrMake(mongo, vault)).isEqualTo(first);
            assertThat(first.getKeyID()).isEqualTo(first.computeThumbprint().toString());
            assertThat(mongo.getCollection("keys").countDocuments()).isEqualTo(1);
            assertThat(String.valueOf(mongo.getCollection("keys").find().first()))
                    .doesNotContain(first.getPrivateExponent().toString());
            var otherMaster = new byte[32];
            otherMaster[0] = 1;
            assertThatIllegalStateException()
                    .isThrownBy(() -> SigningKey.loadOrMake(mongo, new Vault(otherMaster)))
                    .withMessageContaining("another WANGGE_MASTER_KEY");
        }
    }
}
