package dev.wangge.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.testing.TestIssuer;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Cases are found by what was said in them; the same on both database engines. Each story has words
 * of its own, which no other case has.
 */
abstract class SearchStories extends RunningCaseService {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A word that is in no other story's cases, and in no dictionary. */
    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "").replaceAll("[0-9]", "x");
    }

    private String reported(String token, String title, String description, String more)
            throws Exception {
        return created(
                token,
                "{\"kind\":\"REQUEST\",\"title\":\"%s\",\"description\":\"%s\",%s\"location\":{\"lng\":98.6,\"lat\":29.7}}"
                        .formatted(title, description, more));
    }

    private JsonNode search(String token, String q, String more) {
        var answer = get(token, "/api/v1/cases?q=" + URLEncoder.encode(q, UTF_8) + more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false)
                .map(it -> it.get("id").asString())
                .toList();
    }

    private List<String> found(String token, String q) {
        return ids(search(token, q, ""));
    }

    /** Those in which all of it is, in the order of lists. */
    private List<String> having(String token, String q) {
        return ids(search(token, q, "&sort=-reportedAt"));
    }

    private void awaitFound(String q, String id) {
        awaitFound(desk, q, id);
    }

    private void awaitFound(String token, String q, String id) {
        await().atMost(SOON).until(() -> found(token, q).contains(id));
    }

    @Test
    void aCaseIsFoundByItsWordsAndWhatWasSaidLater() throws Exception {
        var word = word();
        var id = reported(desk, "拉乌村水管漏水 " + word, "昨天夜里挖掘机碰断了主管道，三户停水。", "");
        awaitFound("漏水 " + word, id);
        var hit = search(desk, "漏水 " + word, "").get("items").get(0);
        assertThat(hit.get("title").asString()).startsWith("拉乌村水管漏水");
        var marks = hit.get("highlights").get(0);
        assertThat(marks.get("field").asString()).isEqualTo("title");
        assertThat(
                        marks.get("text")
                                .asString()
                                .substring(
                                        marks.get("marks").get(0).get("from").asInt(),
                                        marks.get("marks").get(0).get("to").asInt()))
                .isEqualTo("漏水");
        assertThat(found(desk, "挖掘机 " + word)).first().isEqualTo(id);
        assertThat(having(desk, "挖掘机 " + word)).containsExactly(id);
        assertThat(having(desk, "泥石流 " + word)).as("all parts must be there").isEmpty();

        act(desk, id, "note", "{\"text\":\"备用阀门编号%s在仓库\"}".formatted("q" + word));
        awaitFound("q" + word, id);
        act(desk, id, "reply", "{\"text\":\"抢修队今晚更换%s接头\"}".formatted("r" + word));
        awaitFound("接头 r" + word, id);
        var reply = search(desk, "r" + word, "").get("items").get(0).get("highlights").get(0);
        assertThat(reply.get("field").asString()).isEqualTo("reply");
        assertThat(reply.get("text").asString()).contains("r" + word);

        act(handler, id, "handle", "{\"what\":\"已换s%s型管件\"}".formatted(word));
        awaitFound("s" + word, id);
    }

    /** 保密, and what lies elsewhere: not there at all, also for whoever knows the words. */
    @Test
    void nobodyFindsWhatTheyMayNotSee() throws Exception {
        var word = word();
        var open = reported(desk, "公开 " + word, "", "");
        var secret = reported(desk, "保密 " + word, "", "\"confidential\":true,");
        awaitFound(word, open);
        awaitFound(word, secret);
        assertThat(found(desk, word)).containsExactlyInAnyOrder(open, secret);
        for (var other : List.of(handler, verifier)) {
            assertThat(found(other, word)).containsExactly(open);
            assertThat(search(other, word, "&limit=1").get("next").isNull())
                    .as("not even that there is more")
                    .isTrue();
        }
        assertThat(found(neighbour, word)).isEmpty();
        assertThat(found(TestIssuer.token("another-reporter", "reporter", "540328"), word))
                .doesNotContain(secret);
        var within = search(handler, word, "&within=540328101&kind=REQUEST&overdue=false");
        assertThat(ids(within)).containsExactly(open);

        act(desk, secret, "dispatch", "{\"member\":\"%s\"}".formatted(MEMBER));
        assertThat(found(handler, word)).containsExactly(open);
    }

    @Test
    void filtersAndOrdersOfListsGoWithWords() throws Exception {
        var word = word();
        var first = reported(desk, "路灯", "昨晚起全村都不亮了，老人出门不便。" + word, "");
        var second = reported(desk, "路灯不亮 " + word, word, "");
        awaitFound(word, first);
        awaitFound(word, second);
        assertThat(ids(search(desk, word, "&sort=-reportedAt"))).containsExactly(second, first);
        assertThat(ids(search(desk, word, "&sort=reportedAt"))).containsExactly(first, second);
        assertThat(ids(search(desk, word, "&sort=dueAt&overdue=false")))
                .containsExactlyInAnyOrder(first, second);
        assertThat(ids(search(desk, word, "")))
                .as("more of it, and in the title")
                .containsExactly(second, first);
        assertThat(ids(search(desk, word, "&kind=HAZARD"))).isEmpty();
        assertThat(ids(search(desk, word, "&kind=REQUEST&within=540328101201&status=DISPATCHED")))
                .containsExactlyInAnyOrder(first, second);
        assertThat(ids(search(desk, word, "&within=540328102"))).isEmpty();
        assertThat(ids(search(desk, word, "&assignee=" + MEMBER)))
                .containsExactlyInAnyOrder(first, second);
        assertThat(ids(search(desk, word, "&overdue=true"))).isEmpty();
        assertThat(
                        ids(
                                search(
                                        desk,
                                        word,
                                        "&reportedTo=" + Instant.now().minus(Duration.ofHours(1)))))
                .isEmpty();

        act(handler, second, "handle", "{\"what\":\"已换\"}");
        await().atMost(SOON)
                .until(() -> ids(search(desk, word, "&status=HANDLED")).equals(List.of(second)));
        assertThat(ids(search(desk, word, "&status=DISPATCHED"))).containsExactly(first);
    }

    @Test
    void pagesOfWhatWasFoundNeitherRepeatNorSkip() throws Exception {
        var word = word();
        var all = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            all.add(reported(desk, "塌方 " + word, (word + " ").repeat(i % 3), ""));
        }
        for (var id : all) {
            awaitFound(word, id);
        }
        for (var sort : List.of("", "&sort=-reportedAt", "&sort=reportedAt", "&sort=dueAt")) {
            var seen = new ArrayList<String>();
            var page = search(desk, word, "&limit=3" + sort);
            seen.addAll(ids(page));
            // What comes in meanwhile moves how well all others fit.
            var late = reported(desk, "后来的 " + word + " 塌方", word, "");
            awaitFound(word, late);
            while (!page.get("next").isNull()) {
                page =
                        search(
                                desk,
                                word,
                                "&limit=3" + sort + "&cursor=" + page.get("next").asString());
                seen.addAll(ids(page));
            }
            assertThat(new HashSet<>(seen)).as(sort).hasSameSizeAs(seen);
            assertThat(seen).as(sort).containsAll(all);
            all.add(late);
        }
        var other = search(desk, word, "&limit=3").get("next").asString();
        assertThat(get(desk, "/api/v1/cases?q=x&cursor=" + other).statusCode()).isEqualTo(400);
    }

    @Test
    void whatItIsCalledFindsIt() throws Exception {
        var word = word();
        var ref = "HL-" + word;
        var id = reported(desk, "热线 " + word, "", "\"externalRef\":\"%s\",".formatted(ref));
        awaitFound(ref, id);
        var number =
                json.readTree(get(desk, "/api/v1/cases/" + id).body()).get("number").asString();
        assertThat(found(desk, number)).first().isEqualTo(id);
        assertThat(found(desk, ref.toUpperCase(java.util.Locale.ROOT))).containsExactly(id);
        assertThat(found(neighbour, number)).isEmpty();
        assertThat(ids(search(desk, word, "&number=" + number))).containsExactly(id);
        assertThat(ids(search(desk, word, "&externalRef=" + ref))).containsExactly(id);
    }

    @Test
    void theNameOfAPlaceFindsWhatLiesInIt() throws Exception {
        var word = word();
        var id = reported(desk, "路面结冰 " + word, "", "");
        awaitFound(word, id);
        // Nothing in its texts says so.
        await().atMost(Duration.ofSeconds(90)).until(() -> having(desk, "拉乌 " + word).contains(id));
        assertThat(having(desk, "拉乌村网格 " + word)).containsExactly(id);
        for (var typed : List.of("lawu", "LaWuCun", "lwc")) {
            assertThat(having(desk, typed + " " + word)).as(typed).containsExactly(id);
        }
        assertThat(having(desk, "竹卡 " + word)).isEmpty();
        assertThat(having(desk, "law " + word)).as("no whole name").isEmpty();
    }

    @Test
    void tibetanIsFoundBySyllables() throws Exception {
        var word = word();
        var id = reported(desk, "ཆུའི་སྦུ་གུ་ཆག་སོང་། " + word, "", "");
        awaitFound(word, id);
        assertThat(having(desk, "སྦུ་གུ " + word)).containsExactly(id);
        assertThat(having(desk, "གུ་སྦུ " + word)).as("in another order").isEmpty();
        assertThat(having(desk, "སྦུ " + word)).containsExactly(id);
        var hit = search(desk, "སྦུ་གུ " + word, "&sort=-reportedAt").get("items").get(0);
        assertThat(hit.get("highlights").get(0).get("marks")).hasSize(2);
    }

    @Test
    void whatIsNoSearchIsSaid() {
        assertThat(ids(search(desk, "( 。", ""))).isEmpty();
        for (var wrong :
                List.of(
                        "q=" + "x".repeat(201),
                        "q=x&updatedSince=2026-01-01T00:00:00Z",
                        "q=x&dueBefore=2026-01-01T00:00:00Z",
                        "q=x&q=y",
                        "q=x&cursor=nonsense")) {
            assertThat(get(desk, "/api/v1/cases?" + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(search(desk, "水", "").get("asOf").asString()).isNotEmpty();
    }
}
