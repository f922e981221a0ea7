package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.store.Proof;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.testing.Infrastructure;
import dev.wangge.testing.Published;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.ServiceProcess;
import dev.wangge.testing.TestIssuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Two instances on one database and one broker, killed at random while a thousand commands come in
 * and cases fall due. Slow: {@code -Dproofs}; {@code -Dproofs.seed} repeats one.
 */
@EnabledIfSystemProperty(named = "proofs", matches = ".*")
@EnabledIf("dev.wangge.testing.OwnMongod#isThere")
class KilledAtRandomTest {
    private static final Logger log = LoggerFactory.getLogger(KilledAtRandomTest.class);
    private static final int COMMANDS = 1_000;
    private static final int AT_ONCE = 5;

    /** Whoever pressed or told may tell again after one of these: another step, or another time. */
    private static final Set<String> ANEW =
            Set.of(
                    "returned",
                    "recalled",
                    "reopened",
                    "handled",
                    "verification-failed",
                    "suspended",
                    "resumed",
                    "joined");

    private final long seed = Long.getLong("proofs.seed", System.nanoTime());
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final AtomicInteger kills = new AtomicInteger();

    @Test
    void everyAnswerIsThereAndNothingIsForgottenOrToldTwice() throws Exception {
        log.info("seed {}", seed);
        var uri = Infrastructure.database();
        Infrastructure.use((name, value) -> settings.put(name, value.get()), uri);
        try (var grids = new FakeGridService();
                var mongo = MongoClients.create(uri)) {
            settings.put("wangge.locate.url", grids.url());
            settings.put("wangge.locate.token-url", grids.url() + "/oauth2/token");
            settings.put("wangge.locate.timeout", "PT30S");
            sayWhoIsThere();
            var instances = List.of(started(), started());
            instances.forEach(ServiceProcess::awaitReady);
            setShortLimits(instances.getFirst());

            var began = Instant.now();
            var commands = new RandomCommands(instances);
            run(commands, instances);
            var took = Duration.between(began, Instant.now());

            prove(commands, mongo);
            log.info(
                    "seed {}: {} commands in {} s, {} done, {} kills",
                    seed,
                    commands.answered().size(),
                    took.toSeconds(),
                    commands.answered().stream().filter(RandomCommands.Answered::isDone).count(),
                    kills);
        }
    }

    private ServiceProcess started() {
        return ServiceProcess.start(CaseService.class, settings);
    }

    private void run(RandomCommands commands, List<ServiceProcess> instances) throws Exception {
        var left = new AtomicInteger(COMMANDS);
        try (var clients = Executors.newFixedThreadPool(AT_ONCE);
                var fate = Executors.newSingleThreadExecutor()) {
            var killing = fate.submit(() -> killAtRandom(instances, left));
            var workers =
                    IntStream.range(0, AT_ONCE)
                            .mapToObj(i ->
                                    clients.submit(() -> {
                                        var random = new Random(seed + i);
                                        while (left.getAndDecrement() > 0) {
                                            commands.next(random);
                                            RandomCommands.pause(random.nextInt(1_500));
                                        }
                                    }))
                            .toList();
            for (var worker : workers) {
                worker.get();
            }
            killing.get();
        }
    }

    private void killAtRandom(List<ServiceProcess> instances, AtomicInteger left) {
        var random = new Random(seed - 1);
        while (left.get() > 0) {
            RandomCommands.pause(2_000 + random.nextInt(8_000));
            var one = instances.get(random.nextInt(instances.size()));
            one.kill();
            kills.incrementAndGet();
            RandomCommands.pause(random.nextInt(2_000));
            one.restart();
            if (random.nextInt(4) > 0) {
                one.awaitReady();
            }
        }
        instances.forEach(ServiceProcess::awaitReady);
    }

    private void prove(RandomCommands commands, MongoClient client) {
        var mongo =
                new MongoTemplate(client, String.valueOf(settings.get("spring.mongodb.database")));
        var store = Stores.of(mongo, Clock.systemUTC());
        var cases = mongo.getCollection("cases");
        await("all that was due is done")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() ->
                        assertThat(
                                        cases.countDocuments(
                                                Filters.lte(
                                                        "wakeAt",
                                                        Date.from(Instant.now().minusSeconds(3)))))
                                .isZero());

        var done = commands.answered().stream().filter(RandomCommands.Answered::isDone).toList();
        assertThat(done).hasSizeGreaterThan(COMMANDS / 3);
        assertThat(kills.get()).isGreaterThan(3);
        var again = new Random(seed);
        for (var one : done) {
            var repeated = commands.answer(one.call(), again);
            assertThat(repeated.status()).as(one.call().path()).isEqualTo(one.status());
            assertThat(repeated.etag()).as(one.call().path()).isEqualTo(one.etag());
            assertThat(repeated.body().path("status")).isEqualTo(one.body().path("status"));
        }

        assertThat(Proof.unproved(mongo, store)).isEmpty();
        for (var status : Status.OPEN) {
            assertThat(
                            cases.countDocuments(
                                    Filters.and(
                                            Filters.eq("status", status.name()),
                                            Filters.exists("wakeAt", false))))
                    .as("%s that nothing wakes", status)
                    .isZero();
        }
        var facts = new HashMap<String, List<Fact>>();
        for (var id : cases.distinct("_id", String.class)) {
            facts.put(id, store.find(id).orElseThrow().story().now().facts());
        }
        var reports = done.stream().filter(one -> one.status() == 201).count();
        var children = facts.values().stream().filter(all -> has(all, "split-off")).count();
        assertThat(facts).hasSize((int) (reports + children));
        facts.forEach(KilledAtRandomTest::toldOnce);
        assertThat(facts.values().stream().flatMap(List::stream).map(KilledAtRandomTest::type))
                .contains("reminded", "escalated", "split", "child-opened", "merged");
        everyFactIsPublished(facts);
    }

    private static boolean has(List<Fact> facts, String type) {
        return facts.stream().anyMatch(fact -> type(fact).equals(type));
    }

    private static String type(Fact fact) {
        return fact.type().replaceAll("wangge\\.case\\.|\\.v1", "");
    }

    /** A reminder and an escalation say for which step and due time they are. */
    private static void toldOnce(String id, List<Fact> facts) {
        var told = new HashSet<String>();
        for (var fact : facts) {
            if (ANEW.contains(type(fact))) {
                told.clear();
            }
            if (Set.of("reminded", "escalated", "child-opened").contains(type(fact))) {
                assertThat(told.add(fact.type() + fact.data()))
                        .as("told twice in %s: %s", id, fact.data())
                        .isTrue();
            }
        }
    }

    private void everyFactIsPublished(Map<String, List<Fact>> facts) {
        var consumers =
                new DefaultKafkaConsumerFactory<>(
                        Map.of("bootstrap.servers", Infrastructure.broker()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        var codec = new EventCodec(CaseEvent.class);
        await("all facts are published")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    var ids = new HashMap<String, Set<String>>();
                    for (var record : Published.on(Topics.CASES, consumers)) {
                        var event = codec.read(record.value());
                        ids.computeIfAbsent(record.key(), _ -> new HashSet<>()).add(event.id());
                    }
                    facts.forEach((id, all) ->
                            assertThat(ids.getOrDefault(id, Set.of()))
                                    .as("facts of %s on the topic", id)
                                    .containsExactlyInAnyOrderElementsOf(
                                            all.stream().map(Fact::id).toList()));
                });
    }

    /** A minute for each step: much falls due meanwhile. */
    private void setShortLimits(ServiceProcess instance) {
        var one = "{\"amount\":1,\"unit\":\"MINUTES\"}";
        var kinds = new ArrayList<String>();
        for (var kind :
                List.of("EMERGENCY", "HAZARD", "PATROL_FINDING", "DISPUTE", "REQUEST", "ADVICE")) {
            kinds.add("{\"kind\":\"%s\",\"amount\":1,\"unit\":\"MINUTES\"}".formatted(kind));
        }
        var answer =
                new ServiceClient(instance::port)
                        .send(
                                TestIssuer.token("admin", "admin", "540328"),
                                "PUT",
                                "/api/v1/rules/limits",
                                """
                                {"why":"快","body":{"accept":%s,"dispatch":%s,"handle":[%s],"verify":%s,"close":%s}}
                                """
                                        .formatted(one, one, String.join(",", kinds), one, one),
                                "If-Match",
                                "\"0\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void sayWhoIsThere() throws Exception {
        Map<String, Object> broker = Map.of("bootstrap.servers", Infrastructure.broker());
        try (var admin = Admin.create(broker)) {
            var topics =
                    List.of(Topics.GRIDS, Topics.ALERTS, Topics.FIELDWORK).stream()
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList();
            admin.createTopics(topics).all().get();
        }
        var producers =
                new DefaultKafkaProducerFactory<>(
                        broker, new StringSerializer(), new ByteArraySerializer());
        var kafka = new KafkaTemplate<>(producers);
        var codec = new EventCodec(DirectoryEntry.class);
        var member = RunningCaseService.MEMBER;
        var grid = FakeGridService.GRID;
        Map<String, DirectoryEntry> entries =
                Map.of(
                        "grid:" + grid,
                        new GridState(grid, "拉乌村网格", "BASIC", "540328101201", List.of(member)),
                        "member:" + member,
                        new MemberState(member, "LEAD", grid, "bo", "sealed", null, null),
                        "unit:540328-water",
                        new UnitState(
                                "540328-water", "水利局", "WATER_BUREAU", "540328", "zh", "sealed"));
        for (var entry : entries.entrySet()) {
            var event =
                    codec.cloudEvent(
                            "/grid-service",
                            entry.getValue().code(),
                            1,
                            entry.getValue(),
                            "test",
                            Instant.EPOCH);
            kafka.send(Topics.GRIDS, entry.getKey(), event).get();
        }
        producers.destroy();
    }
}
