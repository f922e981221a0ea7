package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

class IdempotentResponsesTest {
    private static final Vault VAULT = new Vault(new byte[32]);

    /** So long that nobody is taken for dead whom a busy machine only holds up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LONGER = PATIENCE.plusSeconds(1);
    private final MovableClock clock = new MovableClock();
    private final AtomicInteger carriedOut = new AtomicInteger();
    private @Nullable MongoClient mongo;

    record Shown(String code, @Nullable String phone, List<Double> where) {}

    @AfterEach
    void close() {
        if (mongo != null) {
            mongo.close();
        }
    }

    private MongoCollection<Document> on(Engine engine) {
        mongo = MongoClients.create(engine.uri());
        return mongo.getDatabase("answers").getCollection("answers-" + UUID.randomUUID());
    }

    private IdempotentResponses answers(MongoCollection<Document> in) {
        return new IdempotentResponses(in, VAULT, clock, PATIENCE);
    }

    private static IdempotencyKey key(String body) {
        return Objects.requireNonNull(
                IdempotencyKey.of("k", "client", "/x", body.getBytes(StandardCharsets.UTF_8)));
    }

    private ResponseEntity<Shown> made() {
        int n = carriedOut.incrementAndGet();
        return ResponseEntity.created(URI.create("/x/" + n))
                .eTag("\"" + n + "\"")
                .body(new Shown("拉乌 " + n, "137****2222", List.of(98.6, 29.70)));
    }

    private static Document only(MongoCollection<Document> in) {
        assertThat(in.countDocuments()).isEqualTo(1);
        return Objects.requireNonNull(in.find().first());
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatGetsTheFirstAnswer(Engine engine) {
        var in = on(engine);

        var first = answers(in).once(key("{}"), Shown.class, this::made);
        var again = answers(in).once(key("{}"), Shown.class, this::made);

        assertThat(again).isEqualTo(first);
        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(again.getHeaders().getETag()).isEqualTo("\"1\"");
        assertThat(again.getHeaders().getLocation()).isEqualTo(URI.create("/x/1"));
        assertThat(carriedOut).hasValue(1);
        assertThat(only(in).toJson()).doesNotContain("137*", "拉乌");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAKeyEachIsCarriedOut(Engine engine) {
        var in = on(engine);

        var _ = answers(in).once(null, Shown.class, this::made);
        var _ = answers(in).once(null, Shown.class, this::made);

        assertThat(carriedOut).hasValue(2);
        assertThat(in.countDocuments()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anotherBodyIsRefusedAlsoWhileTheFirstIsCarriedOut(Engine engine) {
        var in = on(engine);

        var _ =
                answers(in)
                        .once(
                                key("{}"),
                                Shown.class,
                                () -> {
                                    assertThatThrownBy(() -> once(in, key("{ }")))
                                            .isInstanceOfSatisfying(
                                                    Problem.class,
                                                    IdempotentResponsesTest::isReused);
                                    return made();
                                });

        assertThatThrownBy(() -> once(in, key("{ }")))
                .isInstanceOfSatisfying(Problem.class, IdempotentResponsesTest::isReused);
        assertThat(carriedOut).hasValue(1);
    }

    private ResponseEntity<Shown> once(MongoCollection<Document> in, IdempotencyKey key) {
        return answers(in).once(key, Shown.class, this::made);
    }

    private static void isReused(Problem refused) {
        assertThat(refused.slug()).isEqualTo("idempotency-key-reused");
        assertThat(refused.status().value()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedMayBeAskedAgain(Engine engine) {
        var in = on(engine);
        Supplier<ResponseEntity<Shown>> refusal =
                () -> {
                    throw new Problem(ProblemType.VILLAGE_FULL, "No");
                };

        assertThatThrownBy(() -> answers(in).once(key("{}"), Shown.class, refusal))
                .hasMessage("No");

        assertThat(in.countDocuments()).isZero();
        assertThat(once(in, key("{ }")).getStatusCode().value()).isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void ofManyAtOnceOneIsCarriedOutAndAllGetItsAnswer(Engine engine) throws Exception {
        var in = on(engine);
        var allCame = new CountDownLatch(8);

        var all =
                atOnce(
                        8,
                        () -> {
                            allCame.countDown();
                            return answers(in)
                                    .once(
                                            key("{}"),
                                            Shown.class,
                                            () -> {
                                                wait(allCame);
                                                return made();
                                            });
                        });

        assertThat(carriedOut).hasValue(1);
        assertThat(all).containsOnly(all.getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsForOneThatIsRefusedIsCarriedOutItself(Engine engine) throws Exception {
        var in = on(engine);
        var refused = new AtomicInteger();

        var all =
                atOnce(
                        6,
                        () ->
                                answers(in)
                                        .once(
                                                key("{}"),
                                                Shown.class,
                                                () -> {
                                                    if (refused.incrementAndGet() <= 2) {
                                                        throw new Problem(
                                                                ProblemType.INVALID_REQUEST, "No");
                                                    }
                                                    return made();
                                                }));

        assertThat(carriedOut).hasValue(1);
        assertThat(all.stream().filter(it -> it == null).count()).isEqualTo(2);
        assertThat(all.stream().filter(it -> it != null).distinct()).hasSize(1);
    }

    /** Killed between the claim and the answer: known by its age, at once. */
    @ParameterizedTest
    @EnumSource
    void theRepeatOfOneThatWasKilledIsCarriedOut(Engine engine) {
        var in = on(engine);
        in.insertOne(
                new Document("_id", key("{}").id())
                        .append("body", key("{}").body())
                        .append("claim", "of a dead one")
                        .append("claimedAt", Date.from(clock.instant().minus(LONGER))));

        assertThatThrownBy(() -> once(in, key("{ }"))).isInstanceOf(Problem.class);
        long before = System.nanoTime();
        assertThat(once(in, key("{}")).getHeaders().getLocation()).isEqualTo(URI.create("/x/1"));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE.dividedBy(2));
        assertThat(once(in, key("{}")).getHeaders().getLocation()).isEqualTo(URI.create("/x/1"));
        assertThat(carriedOut).hasValue(1);
    }

    /** A clock that runs behind makes no dead claim young for ever. */
    @ParameterizedTest
    @EnumSource
    void patienceEnds(Engine engine) {
        var in = on(engine);
        in.insertOne(
                new Document("_id", key("{}").id())
                        .append("body", key("{}").body())
                        .append("claim", "of a dead one")
                        .append("claimedAt", Date.from(clock.instant().plusSeconds(3_600))));
        var impatient = new IdempotentResponses(in, VAULT, clock, Duration.ofMillis(200));

        assertThat(impatient.once(key("{}"), Shown.class, this::made).getStatusCode().value())
                .isEqualTo(201);
        assertThat(carriedOut).hasValue(1);
    }

    /** So slow that it was taken for dead: both were carried out, and one answer counts. */
    @ParameterizedTest
    @EnumSource
    void oneThatWasTakenForDeadGetsTheOthersAnswer(Engine engine) throws Exception {
        var in = on(engine);
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var thread = Executors.newSingleThreadExecutor()) {
            var slow =
                    thread.submit(() ->
                            answers(in)
                                    .once(
                                            key("{}"),
                                            Shown.class,
                                            () -> {
                                                begun.countDown();
                                                wait(goOn);
                                                return made();
                                            }));
            begun.await();
            clock.forward(LONGER);
            var quick = once(in, key("{}"));
            goOn.countDown();

            assertThat(slow.get()).isEqualTo(quick);
            assertThat(carriedOut).hasValue(2);
            assertThat(once(in, key("{}"))).isEqualTo(quick);
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The slow one fails at last: what the other one answered stays. */
    @ParameterizedTest
    @EnumSource
    void oneThatWasTakenForDeadTakesNothingAway(Engine engine) {
        var in = on(engine);

        assertThatThrownBy(() ->
                        answers(in)
                                .once(
                                        key("{}"),
                                        Shown.class,
                                        () -> {
                                            clock.forward(LONGER);
                                            once(in, key("{}"));
                                            throw new Problem(ProblemType.INVALID_REQUEST, "No");
                                        }))
                .hasMessage("No");

        assertThat(once(in, key("{}")).getHeaders().getLocation()).isEqualTo(URI.create("/x/1"));
        assertThat(carriedOut).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsAtWorkIsWaitedFor(Engine engine) throws Exception {
        var in = on(engine);
        in.insertOne(
                new Document("_id", key("{}").id())
                        .append("body", key("{}").body())
                        .append("claim", "of one at work")
                        .append("claimedAt", Date.from(clock.instant())));
        try (var threads = Executors.newSingleThreadExecutor()) {
            var waiting = threads.submit(() -> once(in, key("{}")));

            await().during(Duration.ofMillis(300)).until(() -> carriedOut.get() == 0);
            assertThat(only(in).getString("claim")).isEqualTo("of one at work");
            in.deleteMany(new Document()); // It was refused, and gives up.

            assertThat(waiting.get().getStatusCode().value()).isEqualTo(201);
        }
        assertThat(carriedOut).hasValue(1);
    }

    /** Between its look at a claim that is old and its hand on it, another one took it over. */
    @ParameterizedTest
    @EnumSource
    void ofTwoWhoTakeOneForDeadOnlyOneIsCarriedOut(Engine engine) {
        var in = on(engine);
        in.insertOne(
                new Document("_id", key("{}").id())
                        .append("body", key("{}").body())
                        .append("claim", "of one that was killed")
                        .append("claimedAt", Date.from(clock.instant().minus(LONGER))));
        var late =
                new ThirdLook(() ->
                        assertThat(once(in, key("{}")).getStatusCode().value()).isEqualTo(201));

        var answer =
                new IdempotentResponses(in, VAULT, late, PATIENCE)
                        .once(key("{}"), Shown.class, this::made);

        assertThat(answer.getHeaders().getLocation()).isEqualTo(URI.create("/x/1"));
        assertThat(carriedOut).hasValue(1);
    }

    /** Asked when a claim is made, when one is found old, and when that is taken over. */
    private final class ThirdLook extends Clock {
        private final Runnable meanwhile;
        private int looks;

        ThirdLook(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Instant instant() {
            if (++looks == 3) {
                meanwhile.run();
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfAnotherMasterKeyIsAskedAnew(Engine engine) {
        var in = on(engine);
        var first = once(in, key("{}"));
        var other = new Vault("another master key of 32 bytes!!".getBytes(StandardCharsets.UTF_8));

        var again =
                new IdempotentResponses(in, other, clock).once(key("{}"), Shown.class, this::made);

        assertThat(again.getStatusCode()).isEqualTo(first.getStatusCode());
        assertThat(again.getHeaders().getLocation()).isEqualTo(URI.create("/x/2"));
        assertThat(once(in, key("{}"))).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatADocumentHasNoRoomForIsNotKept(Engine engine) {
        var in = on(engine);
        var large = new Shown("x".repeat(10 << 20), null, List.of());

        var answer =
                answers(in).once(key("{}"), Shown.class, () -> ResponseEntity.ok().body(large));

        assertThat(answer.getBody()).isEqualTo(large);
        assertThat(in.countDocuments()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatCouldNotBeGivenUpIsKeptFromNobodyForLong(Engine engine) {
        var in = on(engine);
        assertThatThrownBy(() ->
                        answers(in)
                                .once(
                                        key("{}"),
                                        Shown.class,
                                        () -> {
                                            // As if this one had lost it already.
                                            in.updateOne(
                                                    Filters.eq("_id", key("{}").id()),
                                                    Updates.set("claim", "another's"));
                                            throw new IllegalStateException("away");
                                        }))
                .hasMessage("away");
        assertThat(only(in).getString("claim")).isEqualTo("another's");

        clock.forward(LONGER);
        assertThat(once(in, key("{}")).getStatusCode().value()).isEqualTo(201);
    }

    /** What each got; null where it was refused. */
    private static List<@Nullable ResponseEntity<Shown>> atOnce(
            int many, Callable<ResponseEntity<Shown>> request) throws Exception {
        var got = new ArrayList<@Nullable ResponseEntity<Shown>>();
        try (var threads = Executors.newFixedThreadPool(many)) {
            for (var one : threads.invokeAll(Collections.nCopies(many, request))) {
                got.add(one.state() == Future.State.SUCCESS ? one.resultNow() : null);
            }
        }
        return got;
    }
}
