package dev.wangge.cases.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClients;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.RulesSet;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** No rule changes without the audit trail knowing, wherever the service is killed. */
class NotedRulesTest {
    private static final WordRules WORDS = new WordRules("words");
    private static final WordRules OTHERS = new WordRules("others");
    private final MovableClock clock = MovableClock.stopped();
    private final List<AuditFact> told = new ArrayList<>();
    private boolean killed;

    private static RulesSet set(String... versions) {
        return new RulesSet(Call.NONE, "540328", "因为", List.of(versions));
    }

    @ParameterizedTest
    @EnumSource
    void eachVersionIsToldOnceAlsoOfWhoeverIsKilledAfterIt(Engine engine) {
        try (var client = MongoClients.create(engine.uri())) {
            var mongo = new MongoTemplate(client, "rules-" + UUID.randomUUID());
            var log =
                    new RuleLog(
                            mongo,
                            notes -> {
                                if (killed) {
                                    throw new IllegalStateException("killed");
                                }
                                notes.forEach(note -> told.add(note.fact()));
                            },
                            clock);
            log.createIndex();
            var inForce = new RulesInForce(log, List.of(WORDS, OTHERS), new SimpleMeterRegistry());
            inForce.load();
            var desk = new RuleDesk(log, inForce, clock);

            var first = WordRules.change("first");
            desk.set(WORDS, "540328", first, null, "M-7 via console");
            desk.set(WORDS, "540328", first, null, "M-7 via console"); // Nothing new.
            assertThat(told).containsExactly(set("words@1"));

            killed = true;
            var second = WordRules.change("second");
            assertThatThrownBy(() -> desk.set(WORDS, "540328", second, null, "M-7 via console"))
                    .hasMessage("killed");
            killed = false;
            clock.forward(Duration.ofSeconds(11));
            log.tellLeftBehind();
            log.tellLeftBehind();
            assertThat(told).containsExactly(set("words@1"), set("words@2"));

            desk.setTogether(
                    "540328",
                    List.of(
                            new RuleDesk.Draft<>(WORDS, WordRules.word("third")),
                            new RuleDesk.Draft<>(OTHERS, WordRules.word("third"))),
                    "因为",
                    "M-7 via console",
                    () -> {});
            desk.inherit(WORDS, "540328", "因为", null, "M-7 via console");
            assertThat(told).endsWith(set("words@3", "others@1"), set("words@4 inherits"));
        }
    }
}
