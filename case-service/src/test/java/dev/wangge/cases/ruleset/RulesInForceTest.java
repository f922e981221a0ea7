package dev.wangge.cases.ruleset;

import static dev.wangge.cases.ruleset.WordRules.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.wangge.cases.ruleset.RuleLog.Entry;
import dev.wangge.platform.problem.Problem;
import dev.wangge.testing.AtOnce;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.mongodb.core.MongoTemplate;

class RulesInForceTest {
    private static final List<String> VILLAGE =
            List.of("54", "5403", "540328", "540328101", "540328101201");
    private static final WordRules WORDS = new WordRules("words");
    private final MovableClock clock = MovableClock.stopped();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MongoClient best = MongoClients.create(Engine.BEST.uri());
    private final MongoClient embedded = MongoClients.create(Engine.EMBEDDED.uri());
    private MongoTemplate mongo = on(Engine.BEST);
    private Rules rules = instance();

    @AfterEach
    void close() {
        mongo.getDb().drop();
        best.close();
        embedded.close();
    }

    private MongoTemplate on(Engine engine) {
        return new MongoTemplate(
                engine == Engine.BEST ? best : embedded, "rules-" + UUID.randomUUID());
    }

    private void use(Engine engine) {
        mongo = on(engine);
        rules = instance();
    }

    private Rules instance() {
        return new Rules(mongo, clock, metrics, List.of(WORDS, new WordRules("others")));
    }

    private static String inForce(Rules rules, List<String> path) {
        var decided = rules.inForce().inForce(WORDS, path);
        return decided.name() + " " + decided.rules();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theNearestDivisionThatSetSomethingDecides(Engine engine) {
        use(engine);
        assertThat(inForce(rules, VILLAGE)).isEqualTo(" built in!");

        rules.set(WORDS, "54", change("province"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:54@1 province!");
        rules.set(WORDS, "540328", change("county"));
        rules.set(new WordRules("others"), "540328", change("another set"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@1 county!");
        rules.set(WORDS, "5403", change("prefecture"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@1 county!");

        assertThat(inForce(rules, List.of("54", "5403", "540302")))
                .isEqualTo("words:5403@1 prefecture!");
        assertThat(inForce(rules, List.of("54", "5406", "540621")))
                .isEqualTo("words:54@1 province!");
        assertThat(inForce(rules, List.of("51"))).isEqualTo(" built in!");
        assertThat(inForce(rules, List.of())).isEqualTo(" built in!");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void otherInstancesTakeItOverAndKeepWhatCasesBeganWith(Engine engine) {
        use(engine);
        rules.set(WORDS, "540328", change("first"));
        var other = instance();
        rules.set(WORDS, "540328", change("second"));
        rules.set(WORDS, "540328", change("third"));

        assertThat(inForce(other, VILLAGE)).isEqualTo("words:540328@1 first!");
        other.refresh();
        assertThat(inForce(other, VILLAGE)).isEqualTo("words:540328@3 third!");
        assertThat(other.inForce().version(WORDS, "540328", 1).rules()).isEqualTo("first!");
        assertThat(other.inForce().version(WORDS, "540328", 2).rules()).isEqualTo("second!");
        assertThat(other.inForce().version(WORDS, "540328", 3).rules()).isEqualTo("third!");
        assertThatThrownBy(() -> other.inForce().version(WORDS, "540328", 4))
                .isInstanceOf(IllegalStateException.class);
        assertThat(inForce(instance(), VILLAGE)).isEqualTo("words:540328@3 third!");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofThoseWhoSetAtOnceEachMakesAVersionOfItsOwn(Engine engine) throws Exception {
        use(engine);
        var instances = List.of(rules, instance());
        AtOnce.all(
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(i ->
                                () ->
                                        instances
                                                .get(i % 2)
                                                .desk()
                                                .set(WORDS, "540328", change("w" + i), null, "a")
                                                .version())
                        .toList());

        var history = rules.desk().history(WORDS, "540328", Integer.MAX_VALUE, 20);
        assertThat(history).extracting(Entry::version).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        rules.refresh();
        instances.get(1).refresh();
        assertThat(inForce(rules, VILLAGE)).isEqualTo(inForce(instances.get(1), VILLAGE));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofThoseWhoSawTheSameVersionOneSets(Engine engine) throws Exception {
        use(engine);
        rules.set(WORDS, "540328", change("first"));
        var set =
                AtOnce.all(
                        IntStream.range(0, 4)
                                .<Callable<Boolean>>mapToObj(i -> () -> isSet("w" + i, "\"1\""))
                                .toList());

        assertThat(set).containsOnlyOnce(true);
        assertThat(rules.desk().history(WORDS, "540328", Integer.MAX_VALUE, 20)).hasSize(2);
    }

    private boolean isSet(String word, String ifMatch) {
        try {
            var _ = instance().desk().set(WORDS, "540328", change(word), ifMatch, "a");
            return true;
        } catch (Problem stale) {
            assertThat(stale.slug()).isEqualTo("stale-version");
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsInForceAlreadyIsNoNewVersion(Engine engine) {
        use(engine);
        rules.set(WORDS, "540328", change("same"));
        rules.set(WORDS, "540328", change("same"));
        assertThat(rules.desk().history(WORDS, "540328", Integer.MAX_VALUE, 20)).hasSize(1);

        // What a county makes its own stays, whatever the province sets later.
        rules.set(WORDS, "54", change("same"));
        assertThat(rules.desk().history(WORDS, "54", Integer.MAX_VALUE, 20)).hasSize(1);
        rules.set(WORDS, "540328", change("other"));
        rules.set(WORDS, "540328", change("same"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@3 same!");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aDivisionGoesBackToWhatIsAboveIt(Engine engine) {
        use(engine);
        rules.set(WORDS, "54", change("province"));
        rules.set(WORDS, "540328", change("county"));
        var other = instance();

        assertThat(inherit("\"1\"").name()).isEqualTo("words:54@1");
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:54@1 province!");
        other.refresh();
        assertThat(inForce(other, VILLAGE)).isEqualTo("words:54@1 province!");
        assertThat(inForce(instance(), VILLAGE)).isEqualTo("words:54@1 province!");
        // What began with its own keeps it.
        assertThat(other.inForce().version(WORDS, "540328", 1).rules()).isEqualTo("county!");
        // Whoever counts anew by what changed sees that it did.
        assertThat(other.inForce().own(WORDS).get("540328"))
                .isEqualTo(new RulesInForce.Own(2, clock.instant()));

        assertThat(inherit(null).name()).isEqualTo("words:54@1");
        assertThat(rules.desk().history(WORDS, "540328", Integer.MAX_VALUE, 20))
                .extracting(Entry::version, Entry::inherits)
                .containsExactly(tuple(2, true), tuple(1, false));
        assertThat(rules.inForce().lastOf(WORDS, "540328")).isEqualTo(2);
        assertThatThrownBy(() -> inherit("\"1\"")).isInstanceOf(Problem.class);
        rules.set(WORDS, "540328", change("county"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@3 county!");
    }

    private RuleVersion<WordRules.Word> inherit(@Nullable String ifMatch) {
        return rules.desk().inherit(WORDS, "540328", "back", ifMatch, "admin");
    }

    /** A new version of this software brings other rules: what a county set stays. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsBuiltInAnewIsForThoseWhoSetNothing(Engine engine) {
        use(engine);
        rules.set(WORDS, "540328", change("county"));
        var upgraded =
                new Rules(mongo, clock, metrics, List.of(new WordRules("words", "built in anew")));

        assertThat(inForce(upgraded, VILLAGE)).isEqualTo("words:540328@1 county!");
        assertThat(inForce(upgraded, List.of("54", "5403", "540302"))).isEqualTo(" built in anew!");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsSetTogetherIsSetWhollyOrNotAtAll(Engine engine) {
        use(engine);
        var others = new WordRules("others");
        rules.set(WORDS, "540328", change("same"));
        var drafts =
                List.<RuleDesk.Draft<?>>of(
                        new RuleDesk.Draft<>(WORDS, WordRules.word("same")),
                        new RuleDesk.Draft<>(others, WordRules.word("new")));

        assertThatThrownBy(() ->
                        together(
                                drafts,
                                () -> {
                                    throw new IllegalStateException("seen");
                                }))
                .hasMessage("seen");
        assertThat(rules.inForce().lastOf(others, "540328")).isZero();
        assertThat(together(drafts, () -> {})).containsExactly("others");
        assertThat(together(drafts, () -> {})).isEmpty();

        rules.set(WORDS, "540328", change("later"));
        var both =
                List.<RuleDesk.Draft<?>>of(
                        new RuleDesk.Draft<>(WORDS, WordRules.word("one")),
                        new RuleDesk.Draft<>(others, WordRules.word("two")));
        assertThat(together(both, () -> {})).containsExactly("words", "others");
        rules.set(others, "540328", change("three"));
        for (var instance : List.of(rules, instance())) {
            assertThat(inForce(instance, VILLAGE)).isEqualTo("words:540328@3 one!");
            assertThat(instance.inForce().version(others, "540328", 2).rules()).isEqualTo("two!");
            assertThat(instance.inForce().inForce(others, VILLAGE).rules()).isEqualTo("three!");
            assertThat(instance.inForce().version(WORDS, "540328", 3).rules()).isEqualTo("one!");
        }
        assertThat(rules.desk().history(WORDS, "540328", 3, 20))
                .extracting(Entry::version)
                .containsExactly(2, 1);
    }

    private List<String> together(List<RuleDesk.Draft<?>> drafts, Runnable seen) {
        return rules.desk().setTogether("540328", drafts, "together", "admin", seen);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatCannotBeReadIsCountedAndTheOneBeforeStays(Engine engine) {
        use(engine);
        rules.set(WORDS, "540328", change("first"));
        var ofTomorrow = "{\"word\":\"x\",\"ofTomorrow\":1}";
        assertThat(
                        rules.log()
                                .add(
                                        new Entry(
                                                2,
                                                "words",
                                                "540328",
                                                2,
                                                clock.instant(),
                                                "b",
                                                "w",
                                                ofTomorrow,
                                                false)))
                .isTrue();
        rules.refresh();
        rules.refresh();

        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@1 first!");
        assertThat(metrics.counter("wangge.rules.unreadable").count()).isEqualTo(1);
        rules.set(WORDS, "540328", change("third"));
        assertThat(inForce(rules, VILLAGE)).isEqualTo("words:540328@3 third!");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsWrongIsPointedAtAndNotSet(Engine engine) {
        use(engine);
        assertThat(rules.check(WORDS, WordRules.word("bad")))
                .containsExactly(new Finding("#/body/word", "never-fires", "540328 comes twice"));
        assertThatThrownBy(() -> rules.set(WORDS, "540328", change("bad")))
                .isInstanceOf(Problem.class)
                .hasMessage("540328 comes twice");
        assertThat(inForce(rules, VILLAGE)).isEqualTo(" built in!");
    }
}
