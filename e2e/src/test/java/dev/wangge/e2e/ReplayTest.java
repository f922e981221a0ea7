package dev.wangge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Messages of residents, fed through the gateway by the launcher: each becomes one case. */
@InCounty
class ReplayTest {

    @Test
    void everyMessageIsOneCaseAndSomeoneIsToldOfIt(County county) {
        String table = county.replayed();
        int all = count(table, "reported");
        assertThat(all).isPositive();
        assertThat(count(table, "accepted")).isEqualTo(all);
        assertThat(count(table, "alerted")).isEqualTo(all);
        assertThat(count(table, "delivered")).isEqualTo(all);
        assertThat(table).doesNotContain("refused").contains("p99");
    }

    @Test
    void whateverTheMessagesHold(County county) {
        Assumptions.assumeTrue(MadeUpMessages.areReplayed());
        // Other stories report some, too, in other words.
        var requests =
                Json.list(
                        county.dispatcher()
                                .get("/api/v1/cases?limit=200&kind=REQUEST")
                                .json()
                                .path("items"));
        for (MadeUpMessages.Message message : MadeUpMessages.ALL) {
            assertThat(requests)
                    .filteredOn(it -> it.path("description").asString("").equals(message.kept()))
                    .as(message.kept())
                    .hasSize(1)
                    .allSatisfy(it -> assertThat(it.path("title").asString()).isNotBlank());
        }
    }

    private static int count(String table, String row) {
        Matcher counts =
                Pattern.compile("(?m)^ +" + row + " +([\\d,]+) / ([\\d,]+)").matcher(table);
        assertThat(counts.find()).as(row + " in\n" + table).isTrue();
        return Integer.parseInt(counts.group(1).replace(",", ""));
    }
}
