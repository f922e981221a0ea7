package dev.wangge.cases.condition;

import static dev.wangge.cases.condition.ConditionTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstMatchTest {
    private static Map<String, String> input(String kind, String text, String place) {
        return Map.of("kind", kind, "text", text, "place", place);
    }

    @Test
    void theFirstThatTakesItDecides() {
        var match =
                new FirstMatch(
                        List.of(
                                read("text.contains(\"塌方\")"),
                                read("kind == \"HAZARD\""),
                                read("place.startsWith(\"540328\") && size(text) > 2"),
                                read("text.contains(\"水\")"),
                                read(null)));

        assertThat(match.first(input("HAZARD", "有塌方", "5"))).hasValue(0);
        assertThat(match.first(input("HAZARD", "有水", "540328"))).hasValue(1);
        assertThat(match.first(input("REQUEST", "没有水", "540328101"))).hasValue(2);
        assertThat(match.first(input("REQUEST", "水", "540328101"))).hasValue(3);
        assertThat(match.first(input("REQUEST", "路", "540328101"))).hasValue(4);
        assertThat(match.next(input("HAZARD", "有塌方", "5"), 1)).hasValue(1);
        assertThat(match.next(input("HAZARD", "有塌方", "5"), 2)).hasValue(4);
    }

    @Test
    void whereNoneTakesItNoneDecides() {
        assertThat(new FirstMatch(List.of(read("kind == \"A\""))).first(input("B", "", "")))
                .isEmpty();
        assertThat(new FirstMatch(List.of()).first(input("B", "", ""))).isEmpty();
    }

    @Test
    void aRowThatCannotBeToldDoesNotTakeIt() {
        var match = new FirstMatch(List.of(read("int(text) > 3"), read(null)));
        assertThat(match.first(input("A", "many", ""))).hasValue(1);
        assertThat(match.first(input("A", "4", ""))).hasValue(0);
    }

    @Test
    void anItemOfAListIsLookedUp() {
        var match =
                new FirstMatch(List.of(read("'flood' in category"), read("'geology' in category")));
        var input = new HashMap<>(input("HAZARD", "", ""));
        input.put("category", "geology/rockfall");
        assertThat(match.candidates(input).cardinality()).isEqualTo(1);
        assertThat(match.first(input)).hasValue(1);
        input.put("category", "");
        assertThat(match.candidates(input).isEmpty()).isTrue();
        assertThat(match.first(input("HAZARD", "", ""))).isEmpty();
    }

    /** Looking up finds what looking at each row finds. */
    @Test
    void randomRowsDecideAsIfEachWereLookedAt() {
        var random = new Random(29);
        var tests =
                List.of(
                        "kind == \"%s\"",
                        "text.contains(\"%s\")",
                        "place.startsWith(\"%s\")",
                        "text.startsWith(\"%s\")",
                        "text != \"%s\"",
                        "place == \"%s\"");
        for (int round = 0; round < 200; round++) {
            var rows = new ArrayList<Condition>();
            for (int i = 0; i < 30; i++) {
                rows.add(read(some(random, tests) + " && " + some(random, tests)));
            }
            var match = new FirstMatch(rows);
            for (int i = 0; i < 20; i++) {
                var input = input(word(random), word(random) + word(random), word(random));
                assertThat(match.first(input)).isEqualTo(oneByOne(rows, input));
            }
        }
    }

    private static String some(Random random, List<String> tests) {
        return tests.get(random.nextInt(tests.size())).formatted(word(random));
    }

    private static String word(Random random) {
        return "abc".substring(0, 1 + random.nextInt(3)).substring(random.nextInt(1));
    }

    private static OptionalInt oneByOne(List<Condition> rows, Map<String, String> input) {
        return IntStream.range(0, rows.size()).filter(i -> holds(rows.get(i), input)).findFirst();
    }

    private static boolean holds(Condition row, Map<String, String> input) {
        try {
            return row.holds(input);
        } catch (FailedCondition e) {
            return false;
        }
    }

    /** At 4,000 rows a decision looks at a few; how long that takes is printed. */
    @Test
    void ofFourThousandRowsAFewAreLookedAt() {
        var kinds = List.of("DISPUTE", "HAZARD", "REQUEST", "EMERGENCY");
        var rows = new ArrayList<Condition>();
        for (int i = 0; i < 4_000; i++) {
            var kind = kinds.get(i % kinds.size());
            rows.add(
                    read(
                            i % 2 == 0
                                    ? "kind == \"%s\" && place.startsWith(\"540328%03d\") && size(text) > 1000"
                                            .formatted(kind, i / 4)
                                    : "kind == \"%s\" && text.contains(\"词%04d\")"
                                            .formatted(kind, i)));
        }
        rows.add(read(null));
        var match = new FirstMatch(rows);
        var input = input("DISPUTE", "草场边界有争议，双方各有十余人在场，词0001在此", "540328101201");

        assertThat(match.first(input)).hasValue(4_000);
        assertThat(match.candidates(input).cardinality()).isLessThan(10);
        int many = 20_000;
        long began = System.nanoTime();
        for (int i = 0; i < many; i++) {
            assertThat(match.first(input).getAsInt() == 4_000).isTrue();
        }
        System.out.printf(
                "A decision at 4,000 rows: %.4f ms%n", (System.nanoTime() - began) / 1e6 / many);
    }
}
