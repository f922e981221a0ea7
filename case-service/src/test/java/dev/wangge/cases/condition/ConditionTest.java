package dev.wangge.cases.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final Conditions CONDITIONS =
            new Conditions(
                    Map.of(
                            "kind",
                            ValueType.TEXT,
                            "text",
                            ValueType.TEXT,
                            "place",
                            ValueType.TEXT,
                            "category",
                            ValueType.TEXTS,
                            "people",
                            ValueType.WHOLE,
                            "amount",
                            ValueType.DECIMAL));
    private static final Map<String, String> INPUT =
            Map.of(
                    "kind",
                    "HAZARD",
                    "text",
                    "路边塌方",
                    "place",
                    "540328101201",
                    "category",
                    "geology/rockfall",
                    "people",
                    "30",
                    "amount",
                    "1000000.01");

    static Condition read(@Nullable String expression) {
        try {
            return CONDITIONS.read(expression);
        } catch (WrongCondition e) {
            throw new AssertionError(expression, e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    kind == "HAZARD"                                       ; true
                    "HAZARD" == kind                                       ; true
                    kind == "REQUEST"                                      ; false
                    text.contains("塌方") && place.startsWith("540328")      ; true
                    text.contains("塌方") && place.startsWith("540302")      ; false
                    kind == "REQUEST" || text.contains("塌方")               ; true
                    !(kind == "HAZARD")                                    ; false
                    kind in ["HAZARD", "EMERGENCY"] && place != ""         ; true
                    text.matches("^路.*方$")                                 ; true
                    size(text) > 4                                         ; false
                    true                                                   ; true
                    kind == "HAZARD" && true                               ; true
                    false                                                  ; false
                    "geology" in category                                  ; true
                    "rockfall" in category && kind == "HAZARD"             ; true
                    "rock" in category                                     ; false
                    !("geology" in category)                               ; false
                    "flood" in category || "rockfall" in category          ; true
                    size(category) == 2                                    ; true
                    people >= 30                                           ; true
                    people > 30 || people == 0                             ; false
                    amount > 1000000                                       ; true
                    amount == 1000000.01                                   ; true
                    amount >= 1000000.02                                   ; false
                    """)
    void itHoldsAsItIsWritten(String expression, boolean holds) throws Exception {
        assertThat(read(expression).holds(INPUT)).isEqualTo(holds);
    }

    @Test
    void withoutOneItAlwaysHolds() throws Exception {
        assertThat(read(null).holds(INPUT)).isTrue();
        assertThat(read(null).isAlways()).isTrue();
        assertThat(read("true").isAlways()).isTrue();
        assertThat(read("kind != \"\"").isAlways()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kindd == "x"            | 1 | undeclared reference to 'kindd'
                    category == "geology"   | 10 | no matching overload
                    "a" in kind             | 5 | no matching overload
                    kind == 3               | 6 | no matching overload
                    people == "3"           | 8 | no matching overload
                    kind                    | 1 | expected type 'bool'
                    kind ==                 | 8 | mismatched input
                    [1].all(x, x > 0)       | 8 | undeclared reference to 'all'
                    """)
    void whatIsNoConditionSaysWhere(String expression, int column, String message) {
        assertThatThrownBy(() -> CONDITIONS.read(expression))
                .isInstanceOfSatisfying(
                        WrongCondition.class, e -> assertThat(e.column()).isEqualTo(column))
                .hasMessageContaining(message);
    }

    @Test
    void whatCannotBeToldFails() {
        assertThatThrownBy(() -> read("int(text) > 3").holds(INPUT))
                .isInstanceOf(FailedCondition.class);
        assertThatThrownBy(() -> read("text.matches('(')").holds(INPUT))
                .isInstanceOf(FailedCondition.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kind == "A"                            | kind == "A"                | true
                    kind == "A" && text.contains("x")      | kind == "A"                | true
                    text.contains("x") && kind == "A"      | "A" == kind                | true
                    kind == "A"                            | kind == "B"                | false
                    kind == "A"                            | text == "A"                | false
                    kind == "A"                            | kind == "A" && text == "x" | false
                    kind == "AB"                           | kind.startsWith("A")       | true
                    kind == "AB"                           | kind.contains("B")         | true
                    place.startsWith("540328101")          | place.startsWith("540328") | true
                    place.startsWith("540328")             | place.startsWith("5403281")| false
                    place.startsWith("540328")             | place.contains("0328")     | true
                    place.startsWith("540328")             | kind.startsWith("540328")  | false
                    text.contains("塌方了")                  | text.contains("塌方")        | true
                    text.contains("塌方")                    | text.contains("塌方了")      | false
                    size(text) > 3                         | size( text )>3             | true
                    size(text) > 3                         | size(text) > 2             | false
                    kind == "A"                            | true                       | true
                    true                                   | kind == "A"                | false
                    """)
    void oneTakesWhateverTheOtherTakes(String one, String other, boolean implies) {
        assertThat(read(one).implies(read(other))).isEqualTo(implies);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    kind == "A" && kind == "B"                                   | true
                    kind == "A" && !(kind == "B")                                | false
                    kind == "A" && kind.startsWith("B")                          | true
                    kind.contains("B") && kind == "A"                            | true
                    place.startsWith("540328") && place.startsWith("540302")     | true
                    place.startsWith("540328") && place.startsWith("540328101")  | false
                    text.contains("a") && text.contains("b")                     | false
                    size(text) > 3 && !(size(text) > 3)                          | true
                    kind == "A" && text == "B"                                   | false
                    false                                                        | true
                    kind == "A" && false                                         | true
                    """)
    void whatExcludesItselfIsNever(String expression, boolean never) {
        assertThat(read(expression).isContradiction()).isEqualTo(never);
    }

    @Test
    void aSampleIsWhatTheConditionTakes() {
        var samples =
                new Samples(
                        List.of(Map.of("kind", "REQUEST", "text", "", "place", "540302100001")));
        assertThat(
                        samples.of(
                                read(
                                        "kind == \"A\" && text.contains(\"x\") && text.contains(\"y\")")))
                .hasValue(Map.of("kind", "A", "text", "xy", "place", "540302100001"));
        assertThat(samples.of(read("place.startsWith(\"540328\")")).orElseThrow())
                .containsEntry("place", "540328");
        assertThat(samples.of(read("size(text) == 0"))).isPresent();
        assertThat(samples.of(read("size(text) == 7"))).isEmpty();
        assertThat(samples.of(read("kind == \"A\" && kind == \"B\""))).isEmpty();
    }
}
