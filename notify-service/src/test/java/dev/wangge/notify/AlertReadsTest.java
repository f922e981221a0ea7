package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.DatabaseReads.Read;
import dev.wangge.testing.OnBestEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** A list of alerts reads about as much as it shows: the database says so itself. */
@OnBestEngine
class AlertReadsTest extends RunningNotifyService {
    /** Nobody else asks for so many. */
    private static final int LIMIT = 37;

    private static final int MANY = 600;
    private static final String OFTEN = "M-told-often";

    @Autowired private MongoOperations mongo;
    private String caseId = "";

    @BeforeAll
    void manyAlerts() {
        caseId = newCase();
        happens(caseId, 5, dispatchedTo(member("zh"), "WG2026-0000051"), "system");
        alert(caseId, "DISPATCHED", "SENT");
        var alerts = mongo.getCollection("alerts");
        var one = Objects.requireNonNull(alerts.find(Filters.eq("caseId", caseId)).first());
        one.remove("wakeAt");
        var copies = new ArrayList<Document>();
        for (int i = 0; i < MANY; i++) {
            copies.add(
                    new Document(one)
                            .append("_id", UUID.randomUUID().toString())
                            .append("recipient", i % 2 == 0 ? OFTEN : "M-" + i)
                            .append("status", i % 100 == 0 ? "UNDELIVERED" : "ACKNOWLEDGED")
                            .append("code", "copy-" + i)
                            .append(
                                    "createdAt",
                                    Date.from(
                                            Instant.ofEpochSecond(
                                                    1_700_000_000L, i * 1_000_000L))));
        }
        alerts.insertMany(copies);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status=UNDELIVERED&",
                "status=PENDING&",
                "recipient=M-told-often&",
                "recipient=M-told-often&status=UNDELIVERED&",
                "recipient=M-told-often&status=PENDING&",
                "recipient=M-1&status=ACKNOWLEDGED&",
                "case={}&",
                "case=none&status=SENT&",
            })
    void aListReadsAboutAsMuchAsItShows(String filters) {
        var list = "/api/v1/alerts?" + filters.replace("{}", caseId) + "limit=" + LIMIT;
        var reads =
                DatabaseReads.during(
                        mongo,
                        "alerts",
                        LIMIT + 1,
                        () -> {
                            var next = json.readTree(get(desk, list).body()).path("next");
                            if (next.isString()) {
                                get(desk, list + "&cursor=" + next.stringValue());
                            }
                        });
        assertThat(reads).isNotEmpty();
        reads.forEach(Read::assertFrugal);
    }
}
