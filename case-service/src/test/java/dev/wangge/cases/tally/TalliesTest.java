package dev.wangge.cases.tally;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.wangge.testing.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class TalliesTest {
    private static final List<String> NAMES = List.of("cases:REQUEST:NONE:REPORTED", "b", "c");
    private MongoClient mongo = MongoClients.create(Engine.BEST.uri());
    private MongoTemplate template = new MongoTemplate(mongo, "none");
    private Tallies tallies = new Tallies(template);

    @BeforeEach
    void forgetTheDefault() {
        mongo.close();
    }

    @AfterEach
    void close() {
        mongo.close();
    }

    private void on(Engine engine) {
        mongo = MongoClients.create(engine.uri());
        template = new MongoTemplate(mongo, "tallies-" + UUID.randomUUID());
        tallies = new Tallies(template);
    }

    @ParameterizedTest
    @EnumSource
    void aCaseIsCountedAsItIsHoweverOftenItComes(Engine engine) {
        on(engine);
        becomes("1", 3, "a");
        becomes("2", 3, "a");

        tallies.count("cases-0", List.of("1", "2", "no-such-case"));
        tallies.count("cases-0", List.of("1"));
        assertThat(tallies.sums()).isEqualTo(Map.of("a", 2L));

        becomes("1", 5, "b");
        tallies.count("cases-0", List.of("1", "1"));
        assertThat(tallies.sums()).isEqualTo(Map.of("a", 1L, "b", 1L));
    }

    @Test
    void aCaseWithoutRoomForItsMarkStopsNoOtherFromBeingCounted() {
        on(Engine.BEST);
        becomes("full", 3, "a");
        // One before it and one after it in the order of ids, which count as it does.
        becomes("2", 3, "a");
        becomes("later", 3, "a");
        fill("full");

        tallies.count("cases-0", List.of("full", "2", "later"));
        assertThat(tallies.sums()).isEqualTo(Map.of("a", 3L));

        becomes("2", 5, "b");
        becomes("later", 5, "b");
        tallies.count("cases-0", List.of("2", "later"));
        assertThat(tallies.sums()).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    /** Until MongoDB takes not a byte more. */
    private void fill(String id) {
        for (int size = 8 << 20; size > 0; size /= 2) {
            try {
                template.getCollection("cases")
                        .updateOne(
                                Filters.eq("_id", id), Updates.set("f" + size, "x".repeat(size)));
            } catch (MongoException full) {
                assertThat(full.getCode()).isIn(10334, 17419, 17420);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsAddUp(Engine engine) {
        on(engine);
        becomes("1", 3, "a");
        becomes("2", 3, "a");

        tallies.count("cases-0", List.of("1"));
        tallies.count("cases-1", List.of("2"));

        assertThat(tallies.sums()).isEqualTo(Map.of("a", 2L));
    }

    @ParameterizedTest
    @EnumSource
    void aTurnThatACrashCutShortIsFinishedByTheNextInstance(Engine engine) {
        on(engine);
        becomes("1", 3, "a");
        var crashed = new Tallies(template);
        assertThat(crashed.begin(crashed.tally("cases-0"), crashed.moves(List.of("1")))).isTrue();

        becomes("1", 5, "b");
        tallies.count("cases-0", List.of("1"));

        assertThat(tallies.sums()).isEqualTo(Map.of("a", 0L, "b", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceThatWasHeldUpSpoilsNothing(Engine engine) {
        on(engine);
        becomes("1", 3, "a");
        var heldUp = new Tallies(template);
        var before = heldUp.tally("cases-0");
        var moves = heldUp.moves(List.of("1"));

        tallies.count("cases-0", List.of("1"));
        assertThat(heldUp.begin(before, moves)).isFalse();

        becomes("1", 5, "b");
        var noted = heldUp.tally("cases-0");
        tallies.count("cases-0", List.of("1"));
        heldUp.finish(noted);
        tallies.count("cases-0", List.of("1"));
        assertThat(tallies.sums()).isEqualTo(Map.of("a", 0L, "b", 1L));
    }

    /** Two instances that both believe a partition theirs, while cases go on changing. */
    @ParameterizedTest
    @EnumSource
    void instancesThatCrossEachOtherCountRight(Engine engine) throws Exception {
        on(engine);
        long seed = System.nanoTime();
        var seeds = new Random(seed);
        Callable<Boolean> instance =
                () -> {
                    var mine = new Tallies(template);
                    var random = new Random(seeds.nextLong());
                    for (int i = 0; i < 100; i++) {
                        var id = "" + random.nextInt(5);
                        cases().updateOne(
                                        Filters.eq("_id", id),
                                        Updates.combine(
                                                Updates.inc("seq", 1L),
                                                Updates.set(
                                                        "counts",
                                                        new Document(
                                                                NAMES.get(random.nextInt(3)), 1))),
                                        new UpdateOptions());
                        mine.count("cases-0", List.of("0", "1", "2", "3", "4"));
                    }
                    return true;
                };
        IntStream.range(0, 5).forEach(i -> becomes("" + i, 1, "b"));
        try (var pool = Executors.newFixedThreadPool(3)) {
            for (var done : pool.invokeAll(List.of(instance, instance, instance))) {
                assertThat(done.get()).isTrue();
            }
        }

        var real = new HashMap<String, Long>();
        NAMES.forEach(name -> real.put(name, 0L));
        for (var it : cases().find()) {
            it.get("counts", Document.class).keySet().forEach(n -> real.merge(n, 1L, Long::sum));
        }
        var sums = new HashMap<>(tallies.sums());
        NAMES.forEach(name -> sums.putIfAbsent(name, 0L));
        assertThat(sums).as("seed %d", seed).isEqualTo(real);
    }

    private void becomes(String id, long seq, String counts) {
        cases().updateOne(
                        Filters.eq("_id", id),
                        Updates.combine(
                                Updates.set("seq", seq),
                                Updates.set("counts", new Document(counts, 1))),
                        new UpdateOptions().upsert(true));
    }

    private MongoCollection<Document> cases() {
        return template.getCollection("cases");
    }
}
