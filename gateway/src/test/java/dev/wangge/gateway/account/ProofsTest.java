package dev.wangge.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.gateway.account.Account.Lock;
import dev.wangge.gateway.account.Proofs.Tried;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.audit.AuditedChange;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class ProofsTest {
    private static final String RIGHT = "eighteen yaks on the pass";
    private static final String WRONG = "is it this one, or what";

    private final MovableClock clock = MovableClock.stopped();
    private final Instant now = clock.instant();
    private final Vault vault = new Vault(new byte[32]);
    private final Passwords passwords = new Passwords();
    private MongoClient client = MongoClients.create(Infrastructure.embedded());
    private AccountStore store = store();
    private Proofs proofs = new Proofs(store, passwords, vault, new SimpleMeterRegistry(), clock);

    private AccountStore store() {
        return new AccountStore(
                new MongoTemplate(client, "test-" + UUID.randomUUID()), vault, _ -> {}, clock);
    }

    private void on(boolean embedded) {
        client.close();
        client =
                MongoClients.create(
                        embedded ? Infrastructure.embedded() : Infrastructure.database());
        store = store();
        proofs = new Proofs(store, passwords, vault, new SimpleMeterRegistry(), clock);
        assertThat(
                        store.add(
                                zhuoma(),
                                AuditedChange.by(
                                        "test", AuditEvent.ACCOUNT_OPENED, "zhuoma", null)))
                .isTrue();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Account zhuoma() {
        return new Account(
                "zhuoma",
                1,
                "卓玛",
                "M-1",
                Set.of(Role.DISPATCHER),
                List.of("540328"),
                Work.NONE,
                null,
                false,
                passwords.hash(RIGHT),
                null,
                null,
                Lock.NONE,
                now,
                now,
                null,
                now,
                "system");
    }

    private boolean isLetIn(String password) {
        return proofs.password("zhuoma", password) instanceof Tried.Right;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoGuessesWaitsLongerEachTime(boolean embedded) {
        on(embedded);
        for (int i = 0; i < 5; i++) {
            assertThat(isLetIn(WRONG)).isFalse();
        }
        for (var minutes : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            // Nothing is tried meanwhile, and nothing counted.
            clock.forward(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(isLetIn(RIGHT)).as("after less than %d min", minutes).isFalse();
            clock.forward(Duration.ofSeconds(1));
            assertThat(isLetIn(WRONG)).isFalse();
        }
        clock.forward(Duration.ofHours(1));
        assertThat(isLetIn(RIGHT)).isTrue();
        proofs.signedIn("zhuoma");
        assertThat(isLetIn(WRONG)).isFalse();
        assertThat(isLetIn(RIGHT)).as("the count began anew").isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAThousandGuessesInADayFewAreLookedAt(boolean embedded) {
        on(embedded);
        // They are as many with a hash that costs less.
        proofs = new Proofs(store, new Passwords(64), vault, new SimpleMeterRegistry(), clock);
        for (int i = 0; i < 1_000; i++) {
            assertThat(isLetIn(WRONG + i)).isFalse();
            clock.forward(Duration.ofSeconds(86));
        }

        assertThat(store.find("zhuoma").orElseThrow().lock().failures()).isBetween(25, 35);
        clock.forward(Duration.ofHours(1));
        assertThat(isLetIn(RIGHT)).as("who knows it").isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofManyAtOnceNoMoreAreTriedThanOneAfterTheOther(boolean embedded) {
        on(embedded);
        var guesses =
                IntStream.range(0, 40)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> isLetIn(WRONG + i)))
                        .toList();
        guesses.forEach(guess -> assertThat(guess.join()).isFalse());

        assertThat(store.find("zhuoma").orElseThrow().lock().failures())
                .isBetween(5, 5 + Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCodeIsGoodOnceAlsoForTwoAtOnce(boolean embedded) {
        on(embedded);
        var secret = proofs.newSecret();
        long step = now.getEpochSecond() / 30;
        var enrolled = proofs.enrol("zhuoma", secret, Totp.code(secret, step)).orElseThrow();
        assertThat(enrolled.recoveryCodes()).hasSize(10);
        assertThat(proofs.enrol("zhuoma", secret, Totp.code(secret, step)))
                .as("they have one")
                .isEmpty();
        assertThat(proofs.code("zhuoma", Totp.code(secret, step))).isInstanceOf(Tried.Wrong.class);

        var next = Totp.code(secret, step + 1);
        var tried =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(() -> proofs.code("zhuoma", next)))
                        .toList();
        assertThat(tried.stream().filter(it -> it.join() instanceof Tried.Right)).hasSize(1);

        var recovery = enrolled.recoveryCodes().iterator().next();
        proofs.signedIn("zhuoma");
        var recovered =
                IntStream.range(0, 4)
                        .mapToObj(_ ->
                                CompletableFuture.supplyAsync(
                                        () -> proofs.code("zhuoma", recovery.replace("-", " "))))
                        .toList();
        assertThat(recovered.stream().filter(it -> it.join() instanceof Tried.Right)).hasSize(1);
        var kept = Objects.requireNonNull(store.find("zhuoma").orElseThrow().codes());
        assertThat(kept.secret()).doesNotContain(secret);
        assertThat(kept.recovery()).hasSize(9).doesNotContain(recovery);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofManyCodesAtOnceNoMoreAreTriedThanOneAfterTheOther(boolean embedded) {
        on(embedded);
        var secret = proofs.newSecret();
        var _ = proofs.enrol("zhuoma", secret, Totp.code(secret, now.getEpochSecond() / 30));
        var guesses =
                IntStream.range(100_000, 100_100)
                        .mapToObj(i ->
                                CompletableFuture.supplyAsync(() -> proofs.code("zhuoma", "" + i)))
                        .toList();
        guesses.forEach(guess -> assertThat(guess.join()).isInstanceOf(Tried.Wrong.class));

        assertThat(store.find("zhuoma").orElseThrow().lock().failures())
                .isBetween(5, 5 + Runtime.getRuntime().availableProcessors());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wrongCodesShutTheAccountToo(boolean embedded) {
        on(embedded);
        var secret = proofs.newSecret();
        long step = now.getEpochSecond() / 30;
        var _ = proofs.enrol("zhuoma", secret, Totp.code(secret, step));
        for (int i = 0; i < 5; i++) {
            assertThat(proofs.code("zhuoma", "00000" + i)).isInstanceOf(Tried.Wrong.class);
        }

        assertThat(proofs.code("zhuoma", Totp.code(secret, step + 1)))
                .isInstanceOf(Tried.Wrong.class);
        assertThat(isLetIn(RIGHT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsNotThereIsNoOne(boolean embedded) {
        on(embedded);

        assertThat(proofs.password("nobody", RIGHT)).isInstanceOf(Tried.Wrong.class);
        assertThat(proofs.code("nobody", "123456")).isInstanceOf(Tried.Wrong.class);
        assertThat(proofs.code("zhuoma", "123456")).isInstanceOf(Tried.Wrong.class);
    }
}
