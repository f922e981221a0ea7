package dev.wangge.cases.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.room.Room;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.testing.Engine;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BucketsTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private Case it = story(200, "text ");
    private MongoClient mongo = MongoClients.create(Engine.BEST.uri());
    private MongoCollection<Document> cases = collection();
    private MongoCollection<Document> kept = collection();
    private MongoCollection<Document> texts = collection();
    private Buckets buckets = new Buckets(cases, kept, new CaseTexts(cases, texts));

    @AfterEach
    void close() {
        mongo.close();
    }

    private void on(Engine engine) {
        mongo.close();
        mongo = MongoClients.create(engine.uri());
        cases = collection();
        kept = collection();
        texts = collection();
        buckets = new Buckets(cases, kept, new CaseTexts(cases, texts));
    }

    private MongoCollection<Document> collection() {
        return mongo.getDatabase("buckets").getCollection("of-" + UUID.randomUUID());
    }

    @ParameterizedTest
    @EnumSource
    void oldFactsMoveWithTheirTextsAndKeys(Engine engine) {
        on(engine);
        store(200);

        buckets.move("a");

        // (200 - 64) / 32 buckets are full.
        assertThat(kept.countDocuments()).isEqualTo(4);
        assertThat(stored().getList("facts", Document.class)).hasSize(200 - 4 * 32);
        assertThat(stored().getList("texts", Document.class)).hasSize(200 - 4 * 32);
        assertThat(stored().getList("keys", Document.class)).hasSize(200 - 4 * 32);
        assertThatNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBrokerDoesNotHaveStays(Engine engine) {
        on(engine);
        store(63);

        buckets.move("a");

        assertThat(kept.countDocuments()).isEqualTo(1);
        assertThatNothingIsLost();
        cases.updateOne(Filters.eq("_id", "a"), Updates.set("relay.publishedUpTo", 64L));
        buckets.move("a");
        assertThat(kept.countDocuments()).isEqualTo(2);
        assertThatNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatACrashLeftIsTakenOver(Engine engine) {
        on(engine);
        store(200);
        buckets.copy(stored());
        assertThatNothingIsLost();

        buckets.move("a");

        assertThat(kept.countDocuments()).isEqualTo(4);
        assertThatNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void textsMoveWhereTheyAreMuchThoughNothingIsPublished(Engine engine) {
        on(engine);
        it = story(40, "文".repeat(20_000) + " ");
        store(0);

        buckets.move("a");

        // What was reported stays.
        assertThat(stored().getList("texts", Document.class)).hasSize(1);
        assertThat(texts.countDocuments()).isEqualTo(39);
        assertThat(kept.countDocuments()).isZero();
        assertThatNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void textsThatACrashLeftInBothPlacesAreTakenOver(Engine engine) {
        on(engine);
        it = story(40, "文".repeat(20_000) + " ");
        store(0);
        var before = stored();
        buckets.move("a");
        cases.replaceOne(Filters.eq("_id", "a"), before);

        buckets.move("a");

        assertThat(stored().getList("texts", Document.class)).hasSize(1);
        assertThatNothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void largeFactsMoveBeforeThereAreMany(Engine engine) {
        on(engine);
        it = story(1, "text ");
        for (int i = 2; i <= 80; i++) {
            it.record(
                    new CaseHandled(
                            it.texts().keep("text " + i),
                            Collections.nCopies(20, "证".repeat(200)),
                            null,
                            null),
                    Actor.parse("M-1"),
                    AT);
        }
        store(80);

        buckets.move("a");

        assertThat(kept.countDocuments()).isEqualTo(2);
        assertThat(stored().getList("facts", Document.class)).hasSize(16);
        assertThatNothingIsLost();
    }

    private void assertThatNothingIsLost() {
        var whole = buckets.with(List.of(stored())).getFirst();
        assertThat(whole.now().facts()).isEqualTo(it.facts());
        assertThat(whole.now().title()).isEqualTo(prefix() + 1);
        for (long seq : List.of(1L, 32L, 33L, it.seq())) {
            assertThat(whole.at(seq).seq()).isEqualTo(seq);
            assertThat(keys()).contains(seq);
        }
        assertThat(stored().get("bytes", Number.class).longValue()).isEqualTo(whole.ownBytes());
        for (var fact : whole.now().facts()) {
            var digest = fact.data().replaceAll("(?s).*(sha256:[0-9a-f]+).*", "$1");
            assertThat(whole.now().texts().text(digest)).isEqualTo(prefix() + fact.seq());
        }
    }

    private List<Long> keys() {
        return Stream.concat(
                        buckets.keysOf(stored()).stream(),
                        stored().getList("keys", Document.class).stream())
                .map(key -> key.get("seq", Number.class).longValue())
                .toList();
    }

    private String prefix() {
        return Objects.requireNonNull(it.title()).replaceFirst("1$", "");
    }

    private void store(long published) {
        var facts = it.facts().stream().map(Fact::toDocument).toList();
        var keys =
                LongStream.rangeClosed(1, it.seq())
                        .mapToObj(seq ->
                                new IdempotencyKey("key " + seq, "body").use().append("seq", seq))
                        .toList();
        cases.insertOne(
                new Document("_id", "a")
                        .append("seq", it.seq())
                        .append("facts", facts)
                        .append("texts", it.texts().added())
                        .append("keys", keys)
                        .append("bytes", Room.bytes(facts, it.texts().added(), keys))
                        .append("relay", new Document("publishedUpTo", published)));
    }

    private Document stored() {
        return Objects.requireNonNull(cases.find(Filters.eq("_id", "a")).first());
    }

    private static Case story(int facts, String prefix) {
        var it = Case.fresh("a");
        it.record(
                new CaseReported(
                        "WG2026-0000001",
                        "REQUEST",
                        "API",
                        null,
                        null,
                        List.of("54"),
                        it.texts().keep(prefix + 1),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                Actor.parse("county-demo"),
                AT);
        for (int i = 2; i <= facts; i++) {
            it.record(new CaseNoted(it.texts().keep(prefix + i)), Actor.parse("M-1"), AT);
        }
        return it;
    }
}
