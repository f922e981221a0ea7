package dev.wangge.cases.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.rulebook.CalendarRules;
import dev.wangge.cases.rulebook.CalendarRules.Body;
import dev.wangge.cases.rulebook.CalendarRules.Change;
import dev.wangge.cases.rulebook.CalendarRules.Year;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.cases.ruleset.Rules;
import dev.wangge.cases.ruleset.RulesInForce;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Proof;
import dev.wangge.cases.store.Stores;
import dev.wangge.cases.supervision.Waking;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import dev.wangge.testing.Engine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Tuesday 24 November, ten o'clock; the Wednesday after becomes a holiday. */
class CalendarPassTest {
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private static final String AS_IT_WAS = "2026-12-01T02:00:00Z";
    private static final String A_DAY_LATER = "2026-12-02T02:00:00Z";
    private static final Year HOLIDAY = new Year(2026, List.of("2026-11-25"), List.of());
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MongoClient best = MongoClients.create(Engine.BEST.uri());
    private final MongoClient embedded = MongoClients.create(Engine.EMBEDDED.uri());
    private final CalendarRules calendars = new CalendarRules();
    private MongoTemplate mongo = on(Engine.BEST);
    private CaseStore store = Stores.of(mongo, clock);
    private Rules rules = rules();

    @AfterEach
    void close() {
        mongo.getDb().drop();
        best.close();
        embedded.close();
    }

    private MongoTemplate on(Engine engine) {
        return new MongoTemplate(
                engine == Engine.BEST ? best : embedded, "pass-" + UUID.randomUUID());
    }

    private void use(Engine engine) {
        mongo = on(engine);
        store = Stores.of(mongo, clock);
        rules = rules();
    }

    private Rules rules() {
        return new Rules(mongo, clock, new SimpleMeterRegistry(), List.of(calendars));
    }

    /** As another instance has it. */
    private CalendarPass pass() {
        return passAfter(Duration.ofMinutes(1));
    }

    /** So long after the calendar was set. */
    private CalendarPass passAfter(Duration time) {
        var books = new Books(rules.inForce(), calendars);
        var own = Stores.of(mongo, books, clock);
        return new CalendarPass(
                mongo,
                own,
                rules.inForce(),
                calendars,
                books,
                Waking.of(mongo, own),
                Clock.offset(clock, time));
    }

    /** What is built in, in the calendars there are. */
    private record Books(RulesInForce rules, CalendarRules calendars) implements Rulebooks {
        @Override
        public Rulebook inForce(List<String> path) {
            return new Rulebook().in(rules.inForce(calendars, path).rules());
        }

        @Override
        public Rulebook named(@Nullable String version, List<String> path) {
            return inForce(path);
        }
    }

    private String dispatched(String county) {
        return stored(county, false);
    }

    private String stored(String county, boolean confidential) {
        var it = Case.fresh(UUID.randomUUID().toString());
        var book = new Rulebook();
        report(it, county, book.acceptBy(NOW));
        if (confidential) {
            it.record(new CaseConfided(true, false), Actor.parse("desk"), NOW);
        }
        it.record(new CaseAccepted(book.dispatchBy(NOW), book.version()), Actor.SYSTEM, NOW);
        it.record(
                new CaseDispatched(
                        "n",
                        "REQUEST",
                        "NEIGHBOUR",
                        new Assignee("UNIT", county + "-water"),
                        null,
                        county,
                        book.handleBy(CaseKind.REQUEST, it.handlingTime(NOW), null),
                        null,
                        book.version(),
                        null,
                        null,
                        null),
                Actor.parse("desk"),
                NOW);
        store.create(it, null, null);
        return it.id();
    }

    private static void report(Case it, String county, Instant acceptBy) {
        it.record(
                new CaseReported(
                        "WG2026-0000001",
                        "REQUEST",
                        "API",
                        null,
                        null,
                        List.of("54", county.substring(0, 4), county),
                        it.texts().keep("水管坏了"),
                        null,
                        null,
                        null,
                        null,
                        acceptBy,
                        new Rulebook().version(),
                        null,
                        null),
                Actor.parse("desk"),
                NOW);
    }

    private void set(String division, Year... years) {
        rules.set(
                calendars,
                division,
                new Change("notice", new Body(List.of(), List.of(years), List.of())));
    }

    private String due(String id) {
        return String.valueOf(store.find(id).orElseThrow().now().dueAt());
    }

    private long moves(String id) {
        return store.find(id).orElseThrow().story().now().facts().stream()
                .map(Fact::type)
                .filter("wangge.case.due-moved.v1"::equals)
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenWhereACalendarCountsMovesOnce(Engine engine) {
        use(engine);
        var here = dispatched("540328");
        var secret = stored("540328", true);
        var ownCalendar = dispatched("540302");
        var elsewhere = dispatched("540121");
        var ended = dispatched("540328");
        var it = store.find(ended).orElseThrow().now();
        it.record(new CaseVoided("sha256:x"), Actor.parse("desk"), NOW);
        store.append(it, null);
        set("540302", calendars.builtIn().years().toArray(Year[]::new));
        pass().pass();
        assertThat(due(ownCalendar)).isEqualTo(AS_IT_WAS);

        set("5403", HOLIDAY);
        var shown = new HashMap<String, String>();
        pass().preview(
                        "5403",
                        calendars.rules(calendars.builtIn()),
                        (one, move) -> shown.put(one.id(), move.dueAt().toString()));
        assertThat(shown).isEmpty();
        pass().pass();

        assertThat(due(here)).isEqualTo(A_DAY_LATER);
        assertThat(due(secret)).isEqualTo(A_DAY_LATER);
        assertThat(List.of(due(ownCalendar), due(elsewhere))).containsOnly(AS_IT_WAS);
        assertThat(moves(ended)).isZero();
        // It is done: nobody looks again.
        pass().pass();
        assertThat(moves(here)).isEqualTo(1);
        assertThat(Proof.unproved(mongo, store)).isEmpty();
    }

    /** Half of it has run on a Sunday that is made up. */
    @ParameterizedTest
    @EnumSource
    void remindersWaitForTheHoursThatAreKnownNow(Engine engine) {
        use(engine);
        var it = Case.fresh(UUID.randomUUID().toString());
        report(it, "540328", Instant.parse("2026-12-04T02:00:00Z"));
        store.create(it, null, null);
        assertThat(store.find(it.id()).orElseThrow().wakeAt()).isEqualTo("2026-11-30T01:00:00Z");

        set("540328", new Year(2026, List.of(), List.of("2026-11-29")));
        pass().pass();

        assertThat(store.find(it.id()).orElseThrow().wakeAt()).isEqualTo("2026-11-29T02:00:00Z");
        assertThat(moves(it.id())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aPassThatWasInterruptedBeginsAgainAndMovesNothingTwice(Engine engine) {
        use(engine);
        var ids = IntStream.range(0, 5).mapToObj(i -> dispatched("540328")).toList();
        set("540328", HOLIDAY);
        pass().pass();
        mongo.getCollection("calendarPasses").deleteOne(Filters.eq("_id", "540328"));
        var late = dispatched("540328");

        pass().pass();

        assertThat(ids).allMatch(id -> moves(id) == 1);
        assertThat(due(late)).isEqualTo(A_DAY_LATER);
    }

    /** Another instance learns of it two seconds later, and goes by the one before so long. */
    @ParameterizedTest
    @EnumSource
    void whatWasDecidedByTheCalendarBeforeWhileThisOnePassedMovesToo(Engine engine) {
        use(engine);
        set("540328", HOLIDAY);
        passAfter(Duration.ofSeconds(1)).pass();
        var late = dispatched("540328");

        passAfter(Duration.ofSeconds(6)).pass();
        assertThat(due(late)).isEqualTo(A_DAY_LATER);
        passAfter(Duration.ofSeconds(11)).pass();
        // From then on nobody looks.
        var never = dispatched("540328");
        passAfter(Duration.ofSeconds(16)).pass();

        assertThat(moves(late)).isEqualTo(1);
        assertThat(moves(never)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void twoInstancesAtOnceMoveEachCaseOnce(Engine engine) throws Exception {
        use(engine);
        // More than are written at once.
        var ids = IntStream.range(0, 450).mapToObj(i -> dispatched("540328")).toList();
        set("540328", HOLIDAY);
        var start = new CyclicBarrier(2);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both =
                    IntStream.range(0, 2)
                            .mapToObj(i ->
                                    threads.submit(() -> {
                                        var mine = pass();
                                        start.await();
                                        mine.pass();
                                        return i;
                                    }))
                            .toList();
            for (var one : both) {
                one.get();
            }
        }

        assertThat(ids).allMatch(id -> moves(id) == 1 && due(id).equals(A_DAY_LATER));
    }
}
