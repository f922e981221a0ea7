package dev.wangge.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClients;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import com.nimbusds.jwt.SignedJWT;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.ResourceServer;
import dev.wangge.platform.security.TokenSettings;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class SigningKeysTest {
    private static final Duration EACH = Duration.ofDays(90);

    private final Vault vault = new Vault(new byte[32]);
    private final MovableClock clock = MovableClock.stopped();

    private static List<JWK> published(SigningKeys keys) {
        return keys.get(
                new JWKSelector(new JWKMatcher.Builder().build()), new SimpleSecurityContext());
    }

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
                                            () -> new SigningKeys(mongo, vault, EACH, clock)))
                            .toList();
            var first = (RSAKey) published(started.getFirst().get()).getFirst();
            for (var instance : started) {
                assertThat(published(instance.get())).containsExactly(first);
            }

            assertThat(published(new SigningKeys(mongo, vault, EACH, clock)))
                    .containsExactly(first);
            assertThat(first.getKeyID()).isEqualTo(first.computeThumbprint().toString());
            assertThat(mongo.getCollection("keys").countDocuments()).isEqualTo(1);
            assertThat(String.valueOf(mongo.getCollection("keys").find().first()))
                    .doesNotContain(first.getPrivateExponent().toString());
            var otherMaster = new byte[32];
            otherMaster[0] = 1;
            assertThatIllegalStateException()
                    .isThrownBy(() -> new SigningKeys(mongo, new Vault(otherMaster), EACH, clock))
                    .withMessageContaining("another WANGGE_MASTER_KEY");
        }
    }

    /** Two instances, and a service that believes what they publish: at no time is one refused. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keysTurnAndNoTokenIsRefused(boolean embedded) {
        var uri = embedded ? Infrastructure.embedded() : Infrastructure.database();
        try (var client = MongoClients.create(uri)) {
            var mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
            var one = new SigningKeys(mongo, vault, EACH, clock);
            var other = new SigningKeys(mongo, vault, EACH, clock);
            var before = kid(token(one));

            clock.forward(EACH);
            one.turn();
            assertThat(published(one)).hasSize(2);
            assertThat(kid(token(one))).as("not before all have seen it").isEqualTo(before);
            var last = token(one);

            clock.forward(Duration.ofMinutes(61));
            assertThat(kid(token(one))).isNotEqualTo(before);
            other.turn();
            assertThat(kid(token(other))).isEqualTo(kid(token(one)));
            isBelieved(last, other);
            isBelieved(token(one), other);
            isBelieved(token(other), one);
            assertThat(published(one)).hasSize(2);

            clock.forward(Duration.ofHours(2));
            one.turn();
            other.turn();
            assertThat(published(one)).hasSize(1);
            assertThat(published(other)).isEqualTo(published(one));
            assertThat(mongo.getCollection("keys").countDocuments()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyFromBeforeKeysTurnedGoesOnForItsTime(boolean embedded) {
        var uri = embedded ? Infrastructure.embedded() : Infrastructure.database();
        try (var client = MongoClients.create(uri)) {
            var mongo = new MongoTemplate(client, "test-" + UUID.randomUUID());
            var keys = new SigningKeys(mongo, vault, EACH, clock);
            mongo.getCollection("keys")
                    .updateMany(
                            new Document(),
                            new Document("$unset", new Document("from", 1).append("madeAt", 1)));

            keys.turn();
            assertThat(published(keys)).hasSize(1);
            clock.forward(EACH);
            keys.turn();
            assertThat(published(keys)).hasSize(2);
        }
    }

    private static String token(SigningKeys keys) {
        var encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(keys::signing);
        return encoder.encode(
                        JwtEncoderParameters.from(
                                JwtClaimsSet.builder()
                                        .issuer("https://county.example")
                                        .audience(List.of("wangge"))
                                        .subject("zhuoma")
                                        .issuedAt(Instant.now())
                                        .expiresAt(Instant.now().plusSeconds(600))
                                        .build()))
                .getTokenValue();
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static void isBelieved(String token, SigningKeys published) {
        var decoder =
                ResourceServer.decoder(
                        published,
                        new TokenSettings("https://county.example", "x", "x", List.of()),
                        (_, _) -> false);
        assertThat(decoder.decode(token).getSubject()).isEqualTo("zhuoma");
    }
}
