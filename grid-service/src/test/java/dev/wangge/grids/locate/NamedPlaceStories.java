package dev.wangge.grids.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.grids.RunningGridService;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.testing.TestIssuer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Places named in a text, over HTTP; the same on both database engines. */
abstract class NamedPlaceStories extends RunningGridService {
    @Autowired private Directory directory;

    @BeforeEach
    void county() {
        var places =
                List.of(
                        division("540328000000", "芒康县", new Document()),
                        division("540328101000", "如美镇", new Document()),
                        division("540328202000", "宗西乡", new Document()),
                        division("540328202204", "达拉村村委会", new Document()),
                        division("540328203000", "昂多乡", new Document()),
                        division("540328203204", "达拉村村委会", new Document()),
                        division(
                                "540328207202",
                                "帮达村村委会",
                                new Document("aliases", List.of("邦达村"))
                                        .append("nameBo", "སྤོམ་མདའ་གྲོང་ཚོ།")
                                        .append("nameEn", "Pomda Village")),
                        division(
                                "542129207202",
                                "旧达村",
                                new Document("validTo", "2014-10-19")
                                        .append("supersededBy", "540328207202")),
                        Entry.of(
                                Kind.GRID,
                                "540328207202001",
                                "540328207202001",
                                new Document("name", "帮达村网格").append("kind", "BASIC"),
                                null));
        var known =
                new HashMap<>(
                        directory.find(Kind.DIVISION, places.stream().map(Entry::code).toList()));
        known.putAll(directory.find(Kind.GRID, places.stream().map(Entry::code).toList()));
        directory.save(places, known, "test");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(locate("帮达村没有水")).contains("540328207202001"));
    }

    private static Entry division(String code, String name, Document more) {
        var state = new Document("name", name).append("level", "village");
        state.putAll(more);
        return Entry.of(Kind.DIVISION, code, code, state, null);
    }

    private String locate(String text) {
        return locate(text, "", "540328");
    }

    private String locate(String text, String more, String division) {
        var path =
                "/api/v1/grids:locate?text="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8)
                        + more;
        var answer = service.get(TestIssuer.token("test", "dispatcher", division), path);
        return answer.statusCode() == 200 ? answer.body() : answer.statusCode() + answer.body();
    }

    @Test
    void anyOfItsNamesFindsAVillageAndItsOnlyGrid() {
        for (var text :
                List.of(
                        "邦达村那边的水管坏了",
                        "帮达村委会门口的水管坏了",
                        "No water in pomda village",
                        "སྤོམ་མདའ་གྲོང་ཚོའི་ཆུ་མེད།",
                        "旧达村的水管坏了")) {
            assertThat(locate(text))
                    .as(text)
                    .contains("\"PLACE_NAME\"", "540328207202001", "\"candidates\":[]");
        }
        assertThat(locate("邦达村那边的水管坏了")).contains("\"confidence\":0.9");
    }

    @Test
    void whatIsAmbiguousIsShownWithScores() {
        assertThat(locate("达拉村的路塌了"))
                .contains("\"UNLOCATED\"", "\"grid\":null", "\"confidence\":0")
                .contains(
                        "{\"code\":\"540328202204\",\"name\":\"达拉村村委会\",\"level\":\"village\"",
                        "\"score\":0.45",
                        "540328203204");
        assertThat(locate("昂多乡达拉村的路塌了"))
                .contains("\"PLACE_NAME\"", "540328203204", "\"candidates\":[]");
    }

    @Test
    void onlyOnesOwnDivisionsAreFoundOrShown() {
        assertThat(locate("达拉村和帮达村的路塌了", "", "540302"))
                .contains("\"UNLOCATED\"", "\"candidates\":[]")
                .doesNotContain("540328");
    }

    @Test
    void theDayDecidesWhichPlacesThereAre() {
        assertThat(locate("旧达村的水管坏了", "&at=2014-10-19T23:00:00%2B08:00", "54"))
                .contains("\"code\":\"542129207202\"");
        assertThat(locate("旧达村的水管坏了", "&at=2014-10-19T23:00:00Z", "54"))
                .contains("\"code\":\"540328207202\"");
        assertThat(locate("旧达村", "&at=yesterday", "54")).startsWith("400");
    }

    @Test
    void noTextIsTooLongOrTooOdd() {
        assertThat(locate("草场边界的事说来话长。".repeat(40) + "帮达村")).contains("540328207202");
        assertThat(locate("\uD83D\uDE00<>&%'\"\n\t")).contains("UNLOCATED");
        assertThat(locate("a\u0000")).startsWith("400").contains("control-character");
        assertThat(locate("")).contains("UNLOCATED");
    }
}
