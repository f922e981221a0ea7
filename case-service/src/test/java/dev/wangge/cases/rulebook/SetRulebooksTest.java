package dev.wangge.cases.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.routing.RoutingRules;
import dev.wangge.cases.routing.Routings;
import dev.wangge.cases.rulebook.LimitRules.Body;
import dev.wangge.cases.rulebook.LimitRules.Span;
import dev.wangge.cases.rulebook.LimitRules.Unit;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.Rules;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class SetRulebooksTest {
    private static final List<String> COUNTY = List.of("54", "5403", "540328");
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    private final LimitRules limits = new LimitRules();
    private final EvidenceRules evidence = new EvidenceRules();
    private final KindRules kinds = new KindRules();
    private final DictionaryRules dictionaries = new DictionaryRules();
    private final TriageRules triage = new TriageRules(kinds, dictionaries);
    private final RoutingRules routing = Routings.knowing();
    private final CalendarRules calendars = new CalendarRules();
    private final CheckRules checks = new CheckRules();
    private final LadderRules ladders = new LadderRules();
    private final MongoClient client = MongoClients.create(Engine.BEST.uri());
    private final MongoTemplate mongo = new MongoTemplate(client, "books-" + UUID.randomUUID());
    private final Rules rules =
            new Rules(
                    mongo,
                    MovableClock.stopped(),
                    new SimpleMeterRegistry(),
                    List.of(
                            evidence,
                            limits,
                            routing,
                            triage,
                            calendars,
                            checks,
                            kinds,
                            dictionaries,
                            ladders));
    private final Rulebooks books =
            new SetRulebooks(
                    rules.inForce(),
                    evidence,
                    limits,
                    routing,
                    triage,
                    calendars,
                    checks,
                    kinds,
                    dictionaries,
                    ladders);

    @AfterEach
    void close() {
        mongo.getDb().drop();
        client.close();
    }

    private void acceptWithin(String division, int minutes) {
        var built = limits.builtIn();
        rules.set(
                limits,
                division,
                new LimitRules.Change(
                        "试行",
                        new Body(
                                new Span(minutes, Unit.MINUTES),
                                built.dispatch(),
                                built.handle(),
                                built.verify(),
                                built.close())));
    }

    private static Duration accept(Rulebook book) {
        return Duration.between(NOW, book.acceptBy(NOW));
    }

    @Test
    void aBookNamesTheVersionsThatDivisionsSet() {
        assertThat(books.inForce(COUNTY).version()).isEqualTo(new Rulebook().version());

        acceptWithin("540328", 30);
        rules.set(
                evidence, "54", new EvidenceRules.Change("试行", new EvidenceRules.Body(List.of())));
        assertThat(books.inForce(COUNTY).version()).isEqualTo("evidence:54@1,limits:540328@1");
        assertThat(books.inForce(List.of("54", "5403", "540302")).version())
                .isEqualTo("evidence:54@1");
    }

    @Test
    void whatIsDecidedLaterIsDecidedByTheBookThatWasNamed() {
        var before = books.inForce(COUNTY);
        acceptWithin("540328", 30);
        var first = books.inForce(COUNTY).version();
        acceptWithin("540328", 45);
        rules.set(
                evidence,
                "540328",
                new EvidenceRules.Change("试行", new EvidenceRules.Body(List.of(CaseKind.REQUEST))));

        assertThat(accept(books.named(before.version(), COUNTY))).isEqualTo(Duration.ofMinutes(15));
        assertThat(accept(books.named(null, COUNTY))).isEqualTo(Duration.ofMinutes(15));
        assertThat(accept(books.named(first, COUNTY))).isEqualTo(Duration.ofMinutes(30));
        assertThat(books.named(first, COUNTY).asksForEvidence(CaseKind.REQUEST)).isFalse();
        assertThat(books.named(first, COUNTY).version()).isEqualTo(first);
        var now = books.inForce(COUNTY);
        assertThat(accept(now)).isEqualTo(Duration.ofMinutes(45));
        assertThat(now.asksForEvidence(CaseKind.REQUEST)).isTrue();
        assertThat(now.asksForEvidence(CaseKind.HAZARD)).isFalse();
    }

    @Test
    void whatIsBuiltInOfChecksIsTheSameInBoth() {
        assertThat(checks.rules(checks.builtIn())).isEqualTo(Checks.BUILT_IN);
    }

    /** A calendar counts for what began before it. */
    @Test
    void aCaseKeepsItsRulesButNotItsCalendar() {
        var before = books.inForce(COUNTY).version();
        rules.set(
                calendars,
                "540328",
                new CalendarRules.Change(
                        "试行", new CalendarRules.Body(List.of(), List.of(), List.of())));
        rules.set(
                checks,
                "540328",
                new CheckRules.Change("试行", new CheckRules.Body(100, 0, Checks.Discontent.REOPEN)));

        assertThat(books.named(before, COUNTY).limits().calendar().knows(2026)).isFalse();
        assertThat(books.named(before, COUNTY).checks()).isEqualTo(Checks.BUILT_IN);
        assertThat(books.inForce(COUNTY).checks())
                .isEqualTo(new Checks(10_000, 0, Checks.Discontent.REOPEN));
        assertThat(books.inForce(COUNTY).version()).isEqualTo("calendars:540328@1,checks:540328@1");
    }

    @Test
    void evidenceIsAskedOfEachKindOnce() {
        assertThat(
                        rules.check(
                                evidence,
                                new EvidenceRules.Body(List.of(CaseKind.HAZARD, CaseKind.HAZARD))))
                .containsExactly(
                        new Finding("#/body/handle/1", "never-fires", "HAZARD comes twice"));
    }
}
