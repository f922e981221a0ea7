package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoException;
import dev.wangge.testing.OnBestEngine;
import org.bson.Document;
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
        "kind=EMERGENCY&sort=reportedAt"
    })
    void aFilteredListReadsNoCaseThatItDoesNotShow(String query) throws Exception {
        requests(); // In the way of who reads from the oldest case on,
        created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));
        created(desk, IN_LAWU.replace("REQUEST", "EMERGENCY"));
        requests(); // and from the newest.
        assumeTrue(profiled(2), "This database does not say how it answered");
        try {
            var page = json.readTree(get(desk, "/api/v1/cases?limit=1&" + query).body());
            assertThat(page.get("items")).hasSize(1);
        } finally {
            profiled(0);
        }
        var read =
                mongo.getCollection("system.profile")
                        // The sweeps look for cases, too, but for more than these two.
                        .find(new Document("command.find", "cases").append("command.limit", 2))
                        .sort(new Document("ts", -1))
                        .first();
        assertThat(read).isNotNull().doesNotContainKey("hasSortStage");
        // One more than is shown: whether there is a next page.
        assertThat(read).containsEntry("docsExamined", 2).containsEntry("nreturned", 2);
    }

    private void requests() throws Exception {
        for (int i = 0; i < 40; i++) {
            created(desk, IN_LAWU);
        }
    }

    private boolean profiled(int level) {
        try {
            mongo.executeCommand(new Document("profile", level));
            return true;
        } catch (MongoException | org.springframework.dao.DataAccessException e) {
            return false;
        }
    }
}
