package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.OnBestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the best database there is. */
@OnBestEngine
class CaseStoriesTest extends CaseStories {
    @ParameterizedTest
    @CsvSource({
        "kind=EMERGENCY",
        "status=DISPATCHED&kind=EMERGENCY",
        "kind=EMERGENCY&within=540328101",
        "kind=EMERGENCY&sort=reportedAt",
        "kind=EMERGENCY&overdue=false",
        "tier=SUPERIOR",
        "tier=SUPERIOR&assignee=M-540328101201001-1&status=DISPATCHED",
        "assignee=M-540328101201001-1&kind=EMERGENCY",
        "status=DISPATCHED&tier=SUPERIOR&reportedFrom=2020-01-01T00:00:00Z"
    })
    void aFilteredListReadsNoCaseThatItDoesNotShow(String query) throws Exception {
        requests(); // In the way of who reads from the oldest case on,
        created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));
        created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));
        requests(); // and from the newest.
        var read =
                DatabaseReads.during(
                                mongo,
                                "cases",
                                2, // One more than is shown: whether there is a next page.
                                () -> {
                                    var page = get(desk, "/api/v1/cases?limit=1&" + query);
                                    assertThat(json.readTree(page.body()).get("items")).hasSize(1);
                                })
                        .getLast();
        read.assertFrugal();
        assertThat(read.docsExamined()).isEqualTo(2);
        assertThat(read.returned()).isEqualTo(2);
    }

    private void requests() throws Exception {
        for (int i = 0; i < 40; i++) {
            created(desk, IN_LAWU);
        }
    }
}
