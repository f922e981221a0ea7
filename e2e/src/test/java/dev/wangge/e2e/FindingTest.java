package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Cases are found by what was said in them, by whoever may see them. */
@InCounty
class FindingTest {
    /** In no other story. */
    private final String word = "x" + UUID.randomUUID().toString().replaceAll("[-0-9]", "y");

    private static List<String> found(Client who, String words) {
        Answer answer =
                who.get("/api/v1/cases?sort=-reportedAt&q=" + URLEncoder.encode(words, UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }

    private static String id(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().path("id").asString();
    }

    @Test
    void whatWasSaidIsFoundByWhoMaySeeItAlsoAfterAKill(County county) {
        Client desk = county.dispatcher();
        Client neighbour = county.client("neighbour-demo");
        Client handler = county.client("county-handler");
        Place place = county.places().getFirst();
        String open = id(desk.report(Report.hazard("护坡松动 " + word).saying("雨后石块滚到路上。").at(place)));
        String secret =
                id(
                        desk.post(
                                "/api/v1/cases",
                                "{\"confidential\":true,"
                                        + Report.hazard("护坡松动 " + word)
                                                .at(place)
                                                .body()
                                                .substring(1)));
        await("both are found")
                .atMost(County.SOON)
                .until(() -> found(desk, "护坡 " + word).equals(List.of(secret, open)));
        assertThat(found(handler, word)).containsExactly(open);
        assertThat(found(neighbour, word)).isEmpty();

        Answer replied = desk.act(open, "reply", Map.of("text", "明早清理，编号z" + word));
        assertThat(replied.status()).as(replied.toString()).isEqualTo(200);
        await("the reply is found")
                .atMost(County.SOON)
                .until(() -> found(handler, "清理 z" + word).equals(List.of(open)));
        JsonNode hit = handler.get("/api/v1/cases?q=z" + word).json().path("items").path(0);
        assertThat(hit.at("/highlights/0/field").asString()).isEqualTo("reply");

        county.part("case-service").kill();
        county.part("case-service").awaitUp();

        await("it is found again")
                .atMost(County.IN_THE_END)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(found(handler, "清理 z" + word)).containsExactly(open));
    }
}
