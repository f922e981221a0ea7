package dev.wangge.quickstart.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.quickstart.sample.Grids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayedMessageTest {

    @Test
    void aLongTitleIsCutBetweenCharacters() {
        ReplayedMessage message = ReplayedMessage.of("1", "😀".repeat(250), "text");
        assertThat(message.title()).isEqualTo("😀".repeat(200));
    }

    @Test
    void aLongMessageIsCutAtTwentyThousandCharacters() {
        ReplayedMessage message = ReplayedMessage.of("1", "t", "路😀".repeat(15_000));
        assertThat(message.description().codePointCount(0, message.description().length()))
                .isEqualTo(20_000);
        assertThat(message.description()).endsWith("😀");
    }

    @Test
    void withoutASubjectTheFirstSentenceIsTheTitle() {
        assertThat(ReplayedMessage.of("1", " \u3000\u00A0", "\n 桥断了。请来修。\n第二段").title())
                .isEqualTo("桥断了");
        assertThat(ReplayedMessage.of("1", "", "水".repeat(100)).title()).isEqualTo("水".repeat(30));
        assertThat(ReplayedMessage.of("1", "", "。。").title()).isEqualTo("。。");
        assertThat(ReplayedMessage.of("42", "\u0000", "").title()).isEqualTo("(42)");
    }

    @Test
    void whatTheIntakeRefusesIsReplaced() {
        ReplayedMessage message =
                ReplayedMessage.of("1", "a\u0007b\nc\td", "x\u0000y\r\nz\rw\uD800!");
        assertThat(message.title()).isEqualTo("a b c d");
        assertThat(message.description()).isEqualTo("x y\nz\nw\uFFFD!");
    }

    @Test
    void aRepeatedReplaySendsTheSameBytes() {
        ReplayedMessage message = ReplayedMessage.of("2549", "水改", "没有水");
        assertThat(new Reports().body(message)).isEqualTo(new Reports().body(message));
    }

    @Test
    void reportsComeFromEverywhereAndAFewFromNowhere() {
        Reports reports = new Reports();
        JsonMapper json = new JsonMapper();
        Map<String, Integer> kinds = new HashMap<>();
        Map<String, Integer> grids = new HashMap<>();
        IntStream.range(0, 2_000)
                .mapToObj(i -> ReplayedMessage.of(Integer.toString(i), "t", ""))
                .map(message -> json.readTree(reports.body(message)))
                .forEach(report -> {
                    assertThat(report.path("kind").asString()).isEqualTo("REQUEST");
                    assertThat(report.has("description")).isFalse();
                    assertThat(report.at("/reporter/phone").asString()).matches("1990002\\d{4}");
                    JsonNode location = report.path("location");
                    kinds.merge(String.join("+", location.propertyNames()), 1, Integer::sum);
                    if (location.has("lng")) {
                        grids.merge(gridOf(location), 1, Integer::sum);
                    }
                });
        assertThat(kinds).containsOnlyKeys("lng+lat", "gridCode", "address", "");
        assertThat(kinds.get("lng+lat")).isBetween(1_300, 1_500);
        assertThat(kinds.get("")).isBetween(50, 150);
        assertThat(grids).hasSize(68);
    }

    private static final List<Grids.Grid> GRIDS = Grids.read();

    private static String gridOf(JsonNode location) {
        Grids.LngLat point =
                new Grids.LngLat(location.path("lng").asDouble(), location.path("lat").asDouble());
        return GRIDS.stream()
                .filter(grid -> crosses(grid.ring(), point))
                .map(Grids.Grid::code)
                .findFirst()
                .orElse("none");
    }

    /** Winding number, unlike the code under test. */
    private static boolean crosses(List<Grids.LngLat> ring, Grids.LngLat point) {
        double turned = 0;
        for (int i = 0; i + 1 < ring.size(); i++) {
            double a = Math.atan2(ring.get(i).lat() - point.lat(), ring.get(i).lng() - point.lng());
            double b =
                    Math.atan2(
                            ring.get(i + 1).lat() - point.lat(),
                            ring.get(i + 1).lng() - point.lng());
            turned += Math.IEEEremainder(b - a, 2 * Math.PI);
        }
        return Math.abs(turned) > Math.PI;
    }
}
