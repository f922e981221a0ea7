package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.ServiceClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Cases of which a great deal is told. */
abstract class FullCaseStories extends RunningCaseService {
    private static final int ROOM = 1_000;

    @Test
    void aFullCaseSaysSoAndIsReadAndBroughtToItsEnd() throws Exception {
        var id = created(desk, IN_LAWU);
        assertThat(act(handler, id, "start", "{}").statusCode()).isEqualTo(200);
        var told = note(id, "第一次");
        for (int i = 0; i < ROOM && told.statusCode() == 200; i++) {
            told = note(id, "水管还没有修好，第" + i + "次来看");
        }

        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body()).contains("/problems/case-full", "\"of\":\"facts\"");
        var full = ServiceClient.read(get(desk, "/api/v1/cases/" + id), 200);
        assertThat(full.path("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(seqs(timeline(id, 200)))
                .isEqualTo(LongStream.rangeClosed(1, ROOM).boxed().toList());
        assertThat(get(desk, "/api/v1/cases?status=IN_PROGRESS").body()).contains(id);

        // What leads to its end is possible, what leads back is not.
        assertThat(act(handler, id, "handle", "{\"what\":\"修好了\"}").statusCode()).isEqualTo(200);
        var back = act(verifier, id, "verify", "{\"passed\":false,\"reason\":\"还漏\"}");
        assertThat(back.body()).contains("/problems/case-full");
        assertThat(act(verifier, id, "verify", "{\"passed\":true}").statusCode()).isEqualTo(200);
        assertThat(act(desk, id, "close", "{\"outcome\":\"修好了\"}").statusCode()).isEqualTo(200);
        assertThat(status(id)).isEqualTo("CLOSED");
        var whole = timeline(id, 200);
        assertThat(seqs(whole)).hasSizeGreaterThan(ROOM);
        for (int i = 1; i < whole.size(); i++) {
            assertThat(whole.get(i).path("previousHash")).isEqualTo(whole.get(i - 1).path("hash"));
        }
    }

    @Test
    void aPageOfTheTimelineIsBoundedInBytesAsWell() throws Exception {
        var id = created(desk, IN_LAWU);
        var long20k = "水".repeat(20_000);
        for (int i = 0; i < 40; i++) {
            assertThat(note(id, i + long20k.substring(4)).statusCode()).isEqualTo(200);
        }

        var first = get(desk, "/api/v1/cases/" + id + "/timeline?limit=200");

        assertThat(first.body().length()).isLessThan(500_000); // Of three bytes each.
        var page = ServiceClient.read(first, 200);
        assertThat(page.path("items").size()).isBetween(15, 25);
        assertThat(page.path("next").isString()).isTrue();
        var seqs = seqs(timeline(id, 200));
        assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
        assertThat(seqs).hasSizeGreaterThan(40);
    }

    private HttpResponse<String> note(String id, String text) throws Exception {
        return act(handler, id, "note", "{\"text\":\"%s\"}".formatted(text));
    }

    /** All of it, page by page. */
    private List<JsonNode> timeline(String id, int limit) {
        var all = new ArrayList<JsonNode>();
        var path = "/api/v1/cases/" + id + "/timeline?limit=" + limit;
        var cursor = "";
        while (true) {
            var page = ServiceClient.read(get(desk, path + cursor), 200);
            page.path("items").forEach(all::add);
            if (page.path("next").isNull()) {
                return all;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    private static List<Long> seqs(List<JsonNode> entries) {
        return entries.stream().map(entry -> entry.path("seq").asLong()).toList();
    }
}
