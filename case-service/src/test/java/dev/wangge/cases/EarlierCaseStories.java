package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.Proof;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * A case as the version of 30 November 2026 wrote it: without snapshot, its facts without due
 * times. It is read, acted on, told of and proved as any other.
 */
abstract class EarlierCaseStories extends RunningCaseService {
    private static final String ID = "7d0c0a52-6f0a-5b8e-9e3b-2f3a5a0c0a52";
    private static final String ALERT = "0b8f8f0e-1f0e-5c4f-9a31-000000000001";
    @Autowired CaseStore store;

    @BeforeEach
    void storeIt() throws IOException {
        cases().deleteOne(Filters.eq("_id", ID));
        cases().insertOne(earlier());
    }

    private MongoCollection<Document> cases() {
        return mongo.getCollection("cases");
    }

    private static Document earlier() throws IOException {
        try (var file =
                Objects.requireNonNull(
                        EarlierCaseStories.class.getResourceAsStream("case-of-2026-11-30.json"))) {
            return Document.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Document stored() {
        return Objects.requireNonNull(cases().find(Filters.eq("_id", ID)).first());
    }

    private JsonNode shown() {
        return ServiceClient.read(get(desk, "/api/v1/cases/" + ID), 200);
    }

    @Test
    void itIsShownAsItsFactsSayAndHasItsSnapshotThen() {
        var it = shown();

        assertThat(it.path("status").asString()).isEqualTo("HANDLED");
        assertThat(it.path("title").asString()).isEqualTo("路边落石");
        assertThat(it.path("tier").asString()).isEqualTo("COMMITTEE");
        assertThat(it.path("version").asInt()).isEqualTo(7);
        // One working day from Tuesday 11:00 in the county: nothing in its facts says so.
        assertThat(it.path("deadlines").path("verifyBy").asString())
                .isEqualTo("2026-11-25T03:00:00.000Z");
        assertThat(it.path("evidence").path(0).path("id").asString()).isEqualTo("photo:1");
        assertThat(stored().get("snapshot", Document.class)).containsEntry("version", 5);
        assertThat(Proof.unproved(mongo, store)).doesNotContain(ID);
    }

    /** The sums lack what it adds until it changes: from its facts it is known what that is. */
    @Test
    void whatItAddsToNewFiguresIsKnownOnceItIsRead() {
        assertThat(stored().get("counts", Document.class).keySet())
                .noneMatch(name -> name.startsWith("first:"));

        shown();

        assertThat(stored().get("counts", Document.class))
                .containsEntry("first:540328:rule:kept", 1);
    }

    @Test
    void itIsInListsAndTheyMakeItsSnapshotToo() {
        var listed =
                ServiceClient.read(
                        get(desk, "/api/v1/cases?status=HANDLED&kind=HAZARD&limit=200"), 200);

        assertThat(listed.path("items").valueStream().map(it -> it.path("id").asString()))
                .contains(ID);
        assertThat(stored()).containsKey("snapshot");
    }

    @Test
    void itGoesOnToItsEnd() throws Exception {
        assertThat(act(verifier, ID, "verify", "{\"passed\":true}").statusCode()).isEqualTo(200);
        assertThat(act(desk, ID, "close", "{}").statusCode()).isEqualTo(200);

        var timeline =
                ServiceClient.read(get(desk, "/api/v1/cases/" + ID + "/timeline"), 200)
                        .path("items");
        assertThat(timeline.valueStream().map(fact -> fact.path("type").asString()))
                .contains("wangge.case.verified.v1", "wangge.case.closed.v1");
        for (int i = 1; i < timeline.size(); i++) {
            assertThat(timeline.get(i).path("previousHash"))
                    .isEqualTo(timeline.get(i - 1).path("hash"));
        }
        assertThat(Proof.unproved(mongo, store)).doesNotContain(ID);
    }

    @Test
    void whatItWasToldBeforeItIsNotToldAgain() {
        var codec = new EventCodec(AlertEvent.class);
        for (var status : List.of("SENT", "DELIVERED")) {
            var change = new AlertStatusChanged(ID, "DISPATCHED", MEMBER, "WECOM", status, false);
            kafka.send(
                            Topics.ALERTS,
                            ALERT,
                            codec.cloudEvent(
                                    "/notify-service", ALERT, 1, change, "test", Instant.EPOCH))
                    .join();
        }

        await().untilAsserted(() -> assertThat(told()).last().asString().contains("DELIVERED"));
        assertThat(told()).hasSize(2);
        assertThat(stored().getList("heard", String.class)).hasSize(2);
    }

    /** By alerts: it is long overdue, which the sweep may say of it at any time. */
    private List<String> told() {
        return stored().getList("facts", Document.class).stream()
                .filter(fact -> fact.getString("type").equals("wangge.case.alert-reported.v1"))
                .map(fact -> fact.getString("data"))
                .toList();
    }

    @Test
    void aSnapshotThatAnInstanceOfBeforeLeftBehindIsNotBelieved() throws Exception {
        shown();
        var snapshot = stored().get("snapshot", Document.class);
        assertThat(act(verifier, ID, "verify", "{\"passed\":true}").statusCode()).isEqualTo(200);
        cases().updateOne(Filters.eq("_id", ID), Updates.set("snapshot", snapshot));

        assertThat(shown().path("status").asString()).isEqualTo("VERIFIED");
        assertThat(Proof.unproved(mongo, store)).doesNotContain(ID);
    }

    @Test
    void aSnapshotThatSaysOtherwiseThanTheFactsIsNamed() throws Exception {
        shown();
        assertThat(Proof.unproved(mongo, store)).doesNotContain(ID);
        var snapshot = stored().get("snapshot", Document.class);
        snapshot.put("state", snapshot.getString("state").replace("HANDLED", "VERIFIED"));
        cases().updateOne(Filters.eq("_id", ID), Updates.set("snapshot", snapshot));

        assertThat(Proof.unproved(mongo, store)).contains(ID);
        cases().deleteOne(Filters.eq("_id", ID));
    }
}
