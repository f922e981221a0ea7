package dev.wangge.cases.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.action.Acting;
import dev.wangge.cases.bonds.Bonding;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.rulebook.BuiltInRulebooks;
import dev.wangge.cases.rulebook.CountyBooks;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.cases.splitting.Splitting;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Proof;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.cases.store.Stores;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCheckPassed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseFollowUpOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class CaseSweepTest {
    private static final List<String> VILLAGE =
            List.of("54", "5403", "540328", "540328101", "540328101201");
    private final MovableClock clock = MovableClock.stopped();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MongoClient best = MongoClients.create(Engine.BEST.uri());
    private final MongoClient embedded = MongoClients.create(Engine.EMBEDDED.uri());
    private MongoTemplate mongo = on(Engine.BEST);
    private CaseStore store = Stores.of(mongo, clock);
    private WakeUps wakeUps = wakeUps();

    @AfterEach
    void close() {
        mongo.getDb().drop();
        best.close();
        embedded.close();
    }

    private MongoTemplate on(Engine engine) {
        return new MongoTemplate(
                engine == Engine.BEST ? best : embedded, "sweep-" + UUID.randomUUID());
    }

    private void use(Engine engine) {
        mongo = on(engine);
        store = Stores.of(mongo, clock);
        wakeUps = wakeUps();
    }

    private WakeUps wakeUps() {
        var made = new WakeUps(mongo, store);
        made.createIndex();
        return made;
    }

    /** As another instance has it. */
    private CaseSweep sweep() {
        return sweep(Stores.of(mongo, clock), new BuiltInRulebooks());
    }

    private CaseSweep sweep(CaseStore own, Rulebooks books) {
        var errands =
                new Errands(
                        Bonding.merges(own, clock),
                        Splitting.errand(mongo, own, clock),
                        Bonding.families(own, clock));
        return new CaseSweep(wakeUps, own, errands, books, clock, metrics);
    }

    private WakeUpCheck check() {
        return new WakeUpCheck(wakeUps, store, clock, metrics);
    }

    private MongoCollection<Document> cases() {
        return mongo.getCollection("cases");
    }

    private String reported(CaseKind kind, List<String> scope) {
        return reported(kind, scope, new Rulebook());
    }

    private String reported(CaseKind kind, List<String> scope, Rulebook rules) {
        var it = Case.fresh(UUID.randomUUID().toString());
        it.record(
                new CaseReported(
                        "WG2026-0000001",
                        kind.name(),
                        "API",
                        null,
                        null,
                        scope,
                        it.texts().keep("水管坏了"),
                        null,
                        null,
                        null,
                        null,
                        rules.acceptBy(clock.instant()),
                        rules.version(),
                        null,
                        null),
                Actor.SYSTEM,
                clock.instant());
        store.create(it, null, null);
        return it.id();
    }

    private Case read(String id) {
        return store.find(id).orElseThrow().now();
    }

    private List<String> told(String id) {
        return store.find(id).orElseThrow().story().now().facts().stream()
                .map(Fact::type)
                .filter(type -> type.contains("reminded") || type.contains("escalated"))
                .map(type -> type.replaceAll("wangge.case.|.v1", ""))
                .toList();
    }

    /** Nobody looks at closed cases, but for those whose reporters are not content. */
    @ParameterizedTest
    @EnumSource
    void aFollowUpThatNobodyMakesIsRemindedOfAndClimbs(Engine engine) {
        use(engine);
        var id = reported(CaseKind.REQUEST, VILLAGE);
        var it = read(id);
        var about = it.about();
        it.record(
                new CaseClosed("n", "REQUEST", null, null, null, null, null),
                Actor.SYSTEM,
                clock.instant());
        store.append(it, null);
        pass(Duration.ofDays(3));
        assertThat(told(id)).isEmpty();

        it = read(id);
        var checkBy = clock.instant().plus(Duration.ofHours(8));
        it.record(
                new CaseFollowUpOpened("LOW_RATING", checkBy, "built-in-1", about),
                Actor.SYSTEM,
                clock.instant());
        store.append(it, null);
        pass(Duration.ofHours(8).plusSeconds(1));
        pass(Duration.ofDays(1));
        assertThat(told(id)).endsWith("escalated", "escalated");
        assertThat(read(id).escalatedTo()).isEqualTo("540328");

        it = read(id);
        it.record(new CaseCheckPassed(null, null, about), Actor.SYSTEM, clock.instant());
        store.append(it, null);
        var told = told(id);
        pass(Duration.ofDays(9));
        assertThat(told(id)).isEqualTo(told);
        assertThat(wakeUps.forgotten()).isZero();
    }

    private void pass(Duration time) {
        clock.forward(time);
        sweep().sweep();
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyTakesUpIsRemindedOfAndClimbsToTheCounty(Engine engine) {
        use(engine);
        var id = reported(CaseKind.REQUEST, VILLAGE);
        var version = read(id).version();

        pass(Duration.ofMinutes(7));
        assertThat(told(id)).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(told(id)).containsExactly("reminded");
        pass(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(2));
        assertThat(told(id)).containsExactly("reminded", "reminded", "escalated");
        assertThat(read(id).escalatedTo()).isEqualTo("540328101");
        pass(Duration.ofDays(1));
        assertThat(read(id).escalatedTo()).isEqualTo("540328");
        pass(Duration.ofDays(30));
        assertThat(told(id)).hasSize(4);

        // No dispatcher's edit became stale by all that.
        assertThat(read(id).version()).isEqualTo(version);
        assertThat(Proof.unproved(mongo, store)).isEmpty();
        var check = check();
        check.look();
        assertThat(metrics.get("wangge.cases.without.wakeup").gauge().value()).isZero();
    }

    /** A ladder is frozen when it starts. */
    @ParameterizedTest
    @EnumSource
    void whoseRuleIsEditedMeanwhileClimbsAsItBegan(Engine engine) {
        use(engine);
        var books = new CountyBooks(mongo, clock);
        store = Stores.of(mongo, books, clock);
        wakeUps = new WakeUps(mongo, store);
        var sweep = sweep(store, books);
        books.climbEvery(10, "540328");
        var before = reported(CaseKind.REQUEST, VILLAGE, books.inForce(VILLAGE));
        clock.forward(Duration.ofMinutes(15));
        sweep.sweep();
        assertThat(read(before).escalatedTo()).isEqualTo("540328101");

        books.climbEvery(300, "540328");
        var after = reported(CaseKind.REQUEST, VILLAGE, books.inForce(VILLAGE));
        clock.forward(Duration.ofMinutes(10));
        sweep.sweep();
        assertThat(read(before).escalatedTo()).isEqualTo("540328");
        clock.forward(Duration.ofMinutes(15));
        sweep.sweep();
        assertThat(read(after).escalatedTo()).isEqualTo("540328101");
        clock.forward(Duration.ofMinutes(299));
        sweep.sweep();
        assertThat(read(after).escalatedTo()).isEqualTo("540328101");
        clock.forward(Duration.ofMinutes(1));
        sweep.sweep();

        assertThat(read(after).escalatedTo()).isEqualTo("540328");
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBroughtForwardOrDeclinedIsLeftAlone(Engine engine) {
        use(engine);
        var accepted = reported(CaseKind.REQUEST, VILLAGE);
        var declined = reported(CaseKind.REQUEST, VILLAGE);
        clock.forward(Duration.ofMinutes(5));
        var one = read(accepted);
        var dispatchBy = clock.instant().plus(Duration.ofMinutes(15));
        one.record(new CaseAccepted(dispatchBy, null), Actor.SYSTEM, clock.instant());
        assertThat(store.append(one, null)).isTrue();
        var other = read(declined);
        other.record(new CaseDeclined("x", null, null, null), Actor.SYSTEM, clock.instant());
        assertThat(store.append(other, null)).isTrue();

        pass(Duration.ofMinutes(4));
        assertThat(told(accepted)).isEmpty();
        pass(Duration.ofMinutes(4));

        assertThat(told(accepted)).containsExactly("reminded");
        assertThat(told(declined)).isEmpty();
        assertThat(cases().find(Filters.eq("_id", declined)).first()).doesNotContainKey("wakeAt");
    }

    /** Each part by its own clock: a unit's climbs as the case does, a county's to that county. */
    @ParameterizedTest
    @EnumSource
    void aPartThatNobodyFinishesIsRemindedOfAndClimbs(Engine engine) {
        use(engine);
        var id = reported(CaseKind.HAZARD, VILLAGE);
        var it = read(id);
        Acting.act(it, "accept", "{}", "desk", clock.instant());
        Acting.act(it, "dispatch", "{\"member\":\"M-1\"}", "desk", clock.instant());
        for (var side : List.of("\"unit\":\"540328-water\"", "\"county\":\"540302\"")) {
            Acting.act(it, "join", "{" + side + "}", "desk", clock.instant());
        }
        assertThat(store.append(it, null)).isTrue();

        pass(Duration.ofHours(25));
        pass(Duration.ofDays(3));
        pass(Duration.ofDays(3));

        assertThat(escalations(id))
                .filteredOn(data -> data.contains("\"COUNTY\""))
                .singleElement()
                .satisfies(data ->
                        assertThat(data)
                                .contains("\"to\":\"540302\"", "\"division\":\"540302000000\""));
        assertThat(escalations(id))
                .filteredOn(data -> data.contains("540328-water"))
                .hasSize(2)
                .allMatch(data -> data.contains("\"type\":\"UNIT\""));
        assertThat(escalations(id)).filteredOn(data -> data.contains("M-1")).hasSize(2);
        check().look();
        assertThat(metrics.get("wangge.cases.without.wakeup").gauge().value()).isZero();
        var before = read(id).seq();
        pass(Duration.ofDays(30));
        assertThat(read(id).seq()).isEqualTo(before);
    }

    private List<String> escalations(String id) {
        return store.find(id).orElseThrow().story().now().facts().stream()
                .filter(fact -> fact.type().contains("escalated"))
                .map(Fact::data)
                .toList();
    }

    /** Whoever merged it was killed before the older one was written. */
    @ParameterizedTest
    @EnumSource
    void whatWasMergedIsWrittenIntoTheOlderOneAndSleepsThen(Engine engine) {
        use(engine);
        var older = reported(CaseKind.REQUEST, VILLAGE);
        clock.forward(Duration.ofMinutes(1));
        var duplicate = reported(CaseKind.REQUEST, VILLAGE);
        var it = read(duplicate);
        Acting.act(
                it,
                "merge",
                "{\"into\":\"%s\"}".formatted(older),
                "county-demo",
                clock.instant(),
                id -> store.find(id).map(StoredCase::now));
        assertThat(store.append(it, null)).isTrue();
        assertThat(read(older).bonds().knows(duplicate)).isFalse();

        pass(Duration.ZERO);

        assertThat(read(older).bonds().knows(duplicate)).isTrue();
        assertThat(read(duplicate).status()).isEqualTo(Status.MERGED);
        var seq = read(duplicate).seq();
        pass(Duration.ofDays(30));
        assertThat(read(duplicate).seq()).isEqualTo(seq);
        check().look();
        assertThat(metrics.get("wangge.cases.without.wakeup").gauge().value()).isZero();
        assertThat(metrics.get("wangge.cases.sweep.lag").gauge().value()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void twoSweepsAtOnceTellEachThingOnce(Engine engine) throws Exception {
        use(engine);
        var ids =
                IntStream.range(0, 500).mapToObj(i -> reported(CaseKind.HAZARD, VILLAGE)).toList();
        clock.forward(Duration.ofMinutes(20));
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both =
                    IntStream.range(0, 2)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        var mine = sweep();
                                        start.await();
                                        mine.sweep();
                                        return i;
                                    }))
                            .toList();
            for (var one : both) {
                one.get();
            }
        }

        assertThat(ids).allSatisfy(id -> assertThat(told(id)).containsExactly("escalated"));
        assertThat(wakeUps.due(clock.instant(), 0, 1)).isEmpty();
    }

    @Test
    void aClockThatJumpsBackAndForthTellsNothingTwice() {
        var id = reported(CaseKind.REQUEST, VILLAGE);
        pass(Duration.ofHours(1));
        assertThat(told(id)).containsExactly("escalated");

        pass(Duration.ofHours(-1));
        pass(Duration.ofMinutes(15));
        pass(Duration.ofHours(1));
        assertThat(told(id)).containsExactly("escalated");
        pass(Duration.ofDays(1));

        assertThat(told(id)).containsExactly("escalated", "escalated");
        assertThat(read(id).agenda(Acting.LADDER).isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void casesOfAVersionThatWokeNoneAreFoundAndLookedAfter(Engine engine) {
        use(engine);
        var open = reported(CaseKind.REQUEST, VILLAGE);
        var stale = reported(CaseKind.REQUEST, VILLAGE);
        cases().updateOne(
                        Filters.eq("_id", open),
                        Updates.combine(Updates.unset("wakeAt"), Updates.unset("snapshot")));
        clock.forward(Duration.ofMinutes(20));
        var early = Date.from(clock.instant());
        var other = read(stale);
        other.record(new CaseDeclined("x", null, null, null), Actor.SYSTEM, clock.instant());
        store.append(other, null);
        cases().updateOne(Filters.eq("_id", stale), Updates.set("wakeAt", early));
        sweep().sweep();
        var check = check();
        check.look();
        assertThat(metrics.get("wangge.cases.without.wakeup").gauge().value()).isEqualTo(1);

        check.wakeForgotten();
        check.look();

        assertThat(metrics.get("wangge.cases.without.wakeup").gauge().value()).isZero();
        assertThat(metrics.get("wangge.cases.sweep.lag").timeGauge().value())
                .isEqualTo(12 * 60 + 30);
        sweep().sweep();
        check.look();
        assertThat(told(open)).containsExactly("escalated");
        assertThat(told(stale)).isEmpty();
        assertThat(metrics.get("wangge.cases.sweep.lag").timeGauge().value()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsStillUntilATimeRunsOnByItself(Engine engine) {
        use(engine);
        var id = reported(CaseKind.HAZARD, VILLAGE);
        var it = read(id);
        var now = clock.instant();
        Acting.act(it, "accept", "{}", "desk", now);
        Acting.act(it, "dispatch", "{\"unit\":\"540328-water\"}", "desk", now);
        Acting.act(
                it,
                "suspend",
                "{\"reason\":\"等资金\",\"resumeWhen\":\"2026-12-25T02:00:00Z\"}",
                "desk",
                now.plus(Duration.ofHours(1)));
        assertThat(store.append(it, null)).isTrue();

        pass(Duration.ofDays(29));
        assertThat(read(id).isSuspended()).isTrue();
        assertThat(told(id)).isEmpty();
        pass(Duration.ofDays(1));

        assertThat(read(id).isSuspended()).isFalse();
        // An hour of 24 had run.
        assertThat(read(id).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(23)));
        pass(Duration.ofHours(23));
        assertThat(told(id)).containsExactly("escalated");
    }

    /** 修路: it waits for money, and in November the snow comes. */
    @ParameterizedTest
    @EnumSource
    void theRoadIsWarnedOfBeforeTheSnowAndOnceOnly(Engine engine) {
        use(engine);
        var id = reported(CaseKind.REQUEST, VILLAGE);
        var it = read(id);
        var now = clock.instant();
        Acting.act(it, "accept", "{}", "desk", now);
        Acting.act(it, "dispatch", "{\"unit\":\"540328-road\"}", "desk", now);
        Acting.act(
                it,
                "suspend",
                "{\"reason\":\"等资金\",\"resumeWhen\":\"资金到位\","
                        + "\"window\":{\"from\":\"05-01\",\"to\":\"10-31\"}}",
                "desk",
                now);
        assertThat(store.append(it, null)).isTrue();
        var due = read(id).dueAt();

        jumpTo("2027-10-18T00:59:59Z");
        sweep().sweep();
        assertThat(warnings(id)).isEmpty();
        jumpTo("2027-10-18T01:00:00Z");
        sweep().sweep();
        pass(Duration.ofDays(3));

        assertThat(warnings(id))
                .singleElement()
                .satisfies(
                        data -> assertThat(data).contains("2027-10-31T16:00:00Z", "540328-road"));
        assertThat(read(id).dueAt()).isEqualTo(due);
        var context = Instant.parse("2027-10-22T02:00:00Z");
        var back = read(id);
        Acting.act(
                back,
                "resume",
                "{\"reason\":\"资金到位\",\"amount\":860000,\"source\":\"县财政\"}",
                "desk",
                context);
        assertThat(store.append(back, null)).isTrue();
        assertThat(read(id).isSuspended()).isFalse();
        // Five working days of time had not begun to run.
        assertThat(read(id).dueAt()).isEqualTo("2027-10-29T02:00:00Z");
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    private void jumpTo(String time) {
        clock.forward(Duration.between(clock.instant(), Instant.parse(time)));
    }

    private List<String> warnings(String id) {
        return store.find(id).orElseThrow().story().now().facts().stream()
                .filter(fact -> fact.type().contains("window-warned"))
                .map(Fact::data)
                .toList();
    }

    /** 2026: Sunday 20 September is worked for the holidays of October. */
    @ParameterizedTest
    @EnumSource
    void whatNobodyHasClimbsToTheCountyOnTheSundayThatIsMadeUp(Engine engine) {
        use(engine);
        var books = new CountyBooks(mongo, clock);
        store = Stores.of(mongo, books, clock);
        wakeUps = new WakeUps(mongo, store);
        var sweep = sweep(store, books);
        books.climbEachWorkingDay("540328");
        jumpTo("2026-09-18T09:00:00Z");
        var sunday = reported(CaseKind.REQUEST, VILLAGE, books.inForce(VILLAGE));
        jumpTo("2026-09-24T09:00:00Z");
        var holiday = reported(CaseKind.REQUEST, VILLAGE, books.inForce(VILLAGE));

        jumpTo("2026-09-18T09:20:00Z");
        sweep.sweep();
        assertThat(read(sunday).escalatedTo()).isEqualTo("540328101");
        jumpTo("2026-09-20T09:00:00Z");
        sweep.sweep();
        assertThat(read(sunday).escalatedTo()).isEqualTo("540328101");
        jumpTo("2026-09-20T09:20:00Z");
        sweep.sweep();
        assertThat(read(sunday).escalatedTo()).isEqualTo("540328");

        // Thursday's climbs after the three days of the mid-autumn festival.
        jumpTo("2026-09-24T09:20:00Z");
        sweep.sweep();
        jumpTo("2026-09-28T09:19:00Z");
        sweep.sweep();
        assertThat(read(holiday).escalatedTo()).isEqualTo("540328101");
        jumpTo("2026-09-28T09:20:00Z");
        sweep.sweep();
        assertThat(read(holiday).escalatedTo()).isEqualTo("540328");
    }

    @Test
    void theHeartbeatIsThatOfTheLastWholePass() {
        var sweep = sweep();
        pass(Duration.ofMinutes(3));
        sweep.sweep();

        assertThat(metrics.get("wangge.cases.sweep.heartbeat").timeGauge().value())
                .isEqualTo((double) clock.instant().getEpochSecond());
    }

    /** Not even a full one is forgotten: there is room for what comes by itself. */
    @Test
    void aFullCaseClimbsToo() {
        var id = reported(CaseKind.EMERGENCY, VILLAGE);
        var it = read(id);
        var text = it.texts().keep("又来看");
        for (int i = 0; i < 4_100; i++) {
            it.record(new CaseNoted(text), Actor.SYSTEM, clock.instant());
        }
        assertThat(store.append(it, null)).isTrue();

        pass(Duration.ofMinutes(20));

        assertThat(read(id).escalatedTo()).isEqualTo("540328101");
    }

    /** The figure is 30 s on two cores. */
    @Test
    void tenThousandThatAreDueAtOnceAreToldSoon() {
        IntStream.range(0, 10_000).parallel().forEach(i -> reported(CaseKind.HAZARD, VILLAGE));
        clock.forward(Duration.ofMinutes(20));
        var sweep = sweep();
        var began = Instant.now();

        sweep.sweep();

        var took = Duration.between(began, Instant.now());
        System.out.println("10,000 due at once: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(30));
        assertThat(wakeUps.due(clock.instant(), 0, 1)).isEmpty();
        assertThat(
                        cases().countDocuments(
                                        Filters.and(
                                                Filters.eq("status", Status.REPORTED.name()),
                                                Filters.eq("seq", 2L))))
                .isEqualTo(10_000);
    }
}
