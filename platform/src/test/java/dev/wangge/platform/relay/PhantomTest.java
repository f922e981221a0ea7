package dev.wangge.platform.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.FactRelay.Write;
import dev.wangge.testing.OwnMongod;
import dev.wangge.testing.Phantoms;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is published that a database may still lose. What happens to it here happens rarely; what
 * is asked is always the same: whatever was published is there afterwards.
 */
@EnabledIf("dev.wangge.testing.OwnMongod#isThere")
class PhantomTest {
    private static final Duration LOOKED_FOR = Duration.ofSeconds(2);
    private static final int WRITERS = 64;
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final FakeBroker broker = new FakeBroker();
    private final Phantoms phantoms = new Phantoms();
    private volatile Instant now = Instant.parse("2026-11-24T02:00:00Z");
    @TempDir Path directory = Path.of("");

    @AfterEach
    void end() {
        phantoms.close();
    }

    /** As where the disk hangs; that mongod can be read is no sign that it keeps anything. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsInNoJournalIsNotPublishedBeforeItIs(boolean replicaSet) {
        var mongod = Phantoms.mongod(directory, replicaSet);
        try (var client = mongod.service();
                var admin = mongod.alone()) {
            var cases = cases(client);
            try (var relay = relay(cases);
                    var another = relay(cases)) {
                relay.createIndex();
                var first = fact("a", 0, Fact.GENESIS);
                store(cases, relay, first, "a");
                awaitPublished(relay, "a", 1);

                OwnMongod.journals(admin, false);
                phantoms.meanwhile(() -> store(cases, relay, fact("b", 0, Fact.GENESIS), "b"));
                phantoms.meanwhile(() -> relay.write(next("a", first)));
                awaitSeen(admin);
                phantoms.sweepFor(LOOKED_FOR, relay::sweep, another::sweep);
                assertThat(broker.seqs("b")).isEmpty();
                assertThat(broker.seqs("a")).containsOnly(1L);

                OwnMongod.journals(admin, true);
                awaitPublished(relay, "b", 1);
                awaitPublished(relay, "a", 2);
            }
        }
    }

    /** Both writes that nobody was told of can be read. */
    private void awaitSeen(MongoClient alone) {
        var seen = cases(alone).withReadConcern(ReadConcern.LOCAL);
        OwnMongod.until(() -> seen.countDocuments(Filters.eq("_id", "b")) == 1);
        OwnMongod.until(() -> seen.countDocuments(Filters.eq("seq", 2)) == 1);
        now = now.plusSeconds(60); // No lease holds any more.
    }

    /** A primary that lost its followers, and then its place. Slow: {@code -Dproofs}. */
    @Test
    @EnabledIfSystemProperty(named = "proofs", matches = ".*")
    void whatAPrimaryRollsBackWasNotPublished() {
        var three =
                List.of("first", "second", "third").stream()
                        .map(it -> Phantoms.member(directory, it, "three"))
                        .toList();
        OwnMongod.unite("three", Duration.ofSeconds(4), three.toArray(OwnMongod[]::new));
        var old = three.getFirst();
        var all = three.stream().map(OwnMongod::address).collect(Collectors.joining(","));
        try (var client = OwnMongod.service(all + "/?replicaSet=three");
                var alone = old.alone()) {
            var cases = cases(client);
            try (var relay = relay(cases);
                    var another = relay(cases)) {
                relay.createIndex();
                var first = fact("a", 0, Fact.GENESIS);
                store(cases, relay, first, "a");
                awaitPublished(relay, "a", 1);

                three.get(1).kill();
                three.get(2).kill();
                phantoms.meanwhile(() -> store(cases, relay, fact("b", 0, Fact.GENESIS), "b"));
                phantoms.meanwhile(() -> relay.write(next("a", first)));
                awaitSeen(alone);
                phantoms.sweepFor(LOOKED_FOR, relay::sweep, another::sweep);

                old.kill();
                three.get(1).restart();
                three.get(2).restart();
                OwnMongod.until(() -> {
                    cases.insertOne(document(relay, fact("c", 0, Fact.GENESIS), "c"));
                    return true;
                });
                awaitPublished(relay, "c", 1);
                old.restart();
                OwnMongod.until(() ->
                        alone.getDatabase("admin")
                                .runCommand(new Document("hello", 1))
                                .getBoolean("secondary"));

                assertThat(broker.seqs("b")).isEmpty();
                assertThat(broker.seqs("a")).containsOnly(1L);
                assertThat(cases.distinct("_id", String.class)).containsExactly("a", "c");
                assertThat(cases.countDocuments(Filters.eq("seq", 2))).isZero();
                OwnMongod.until(() -> cases(alone).countDocuments(Filters.eq("_id", "b")) == 0);
            }
        }
    }

    /**
     * While many write its disk fills up: it ends in the middle of what nobody was told is stored.
     * Needs root: {@code -Dproofs}. The moment between seen and lost is short here: it is the tests
     * above that hold it open.
     */
    @Test
    @EnabledIfSystemProperty(named = "proofs", matches = ".*")
    void whatWasPublishedUnderLoadUntilTheDiskWasFullIsThereAfterwards() throws Exception {
        var disk = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(mount("-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString()), "no mount");
        try {
            var mongod =
                    Phantoms.member(
                            disk,
                            "data",
                            "small",
                            "--wiredTigerEngineConfigString",
                            "log=(prealloc=false,file_max=1MB)");
            OwnMongod.unite("small", Duration.ofSeconds(10), mongod);
            try (var client = mongod.service();
                    var admin = mongod.alone()) {
                var cases = cases(client);
                try (var relay = relay(cases);
                        var another = relay(cases)) {
                    relay.createIndex();
                    relay.sweep();
                    var refused = fill(mongod, admin, disk, cases, relay, another);
                    var published = broker.all();

                    Files.delete(disk.resolve("filler"));
                    mongod.restart();
                    OwnMongod.until(() -> cases.find().first() != null);
                    var there = cases.distinct("_id", String.class).into(new ArrayList<>());
                    assertThat(published).hasSizeGreaterThan(100);
                    assertThat(there.containsAll(refused)).as("nothing was lost").isFalse();
                    assertThat(there).containsAll(published.keySet());
                }
            }
            mongod.kill();
        } finally {
            var _ = new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    /** Ids of those whose caller was told that they may not be stored. */
    private List<String> fill(
            OwnMongod mongod,
            MongoClient admin,
            Path disk,
            MongoCollection<Document> cases,
            FactRelay relay,
            FactRelay another)
            throws IOException {
        var ended = new AtomicBoolean();
        var number = new AtomicInteger();
        var refused = Collections.synchronizedList(new ArrayList<String>());
        Runnable writer =
                () -> {
                    while (!ended.get()) {
                        var id = "case-" + number.incrementAndGet();
                        try {
                            store(cases, relay, fact(id, 0, Fact.GENESIS), id);
                        } catch (MongoException failed) {
                            refused.add(id);
                        }
                    }
                };
        for (int i = 0; i < WRITERS / 4; i++) {
            phantoms.meanwhile(writer);
        }
        OwnMongod.until(() -> broker.all().size() > 200);
        OwnMongod.journals(admin, false);
        var full = disk.resolve("filler");
        try (var filler = Files.newOutputStream(full)) {
            while (true) {
                filler.write(new byte[64 * 1024]);
            }
        } catch (IOException noSpaceLeft) {
            assertThat(Files.size(full)).isPositive();
        }
        now = now.plusSeconds(60);
        for (int i = 0; i < WRITERS; i++) {
            phantoms.meanwhile(writer);
        }
        phantoms.sweepFor(LOOKED_FOR, relay::sweep, another::sweep);
        try {
            OwnMongod.journals(admin, true);
        } catch (MongoException gone) {
            // As it should.
        }
        OwnMongod.until(() -> !mongod.isAlive());
        ended.set(true);
        OwnMongod.until(() -> refused.size() >= WRITERS);
        return List.copyOf(refused);
    }

    private static boolean mount(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static MongoCollection<Document> cases(MongoClient client) {
        return client.getDatabase("phantoms").getCollection("cases");
    }

    private FactRelay relay(MongoCollection<Document> cases) {
        return new FactRelay(
                cases,
                cases,
                broker,
                codec,
                () -> now,
                new SimpleMeterRegistry(),
                "cases",
                "/test");
    }

    private void awaitPublished(FactRelay relay, String id, long seq) {
        OwnMongod.until(() -> {
            relay.sweep();
            return broker.seqs(id).contains(seq);
        });
    }

    private Fact fact(String id, long after, String hash) {
        var event = id.startsWith("case-") ? new CaseNoted(noise()) : new CaseStarted();
        return codec.fact(id, after, hash, event, "M-1", now);
    }

    /** What the journal cannot press together. */
    private static String noise() {
        var bytes = new byte[6_000];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private void store(MongoCollection<Document> cases, FactRelay relay, Fact fact, String id) {
        cases.insertOne(document(relay, fact, id));
        relay.publishNew(id, List.of(fact));
    }

    private static Document document(FactRelay relay, Fact fact, String id) {
        return new Document("_id", id)
                .append("seq", 1L)
                .append("facts", List.of(fact.toDocument()))
                .append("relay", relay.firstLease(id));
    }

    private Write next(String id, Fact first) {
        var next = fact(id, first.seq(), first.hash());
        return new Write(
                id,
                Filters.and(Filters.eq("_id", id), Filters.eq("seq", first.seq())),
                List.of(Updates.set("seq", next.seq()), Updates.push("facts", next.toDocument())),
                List.of(next));
    }
}
