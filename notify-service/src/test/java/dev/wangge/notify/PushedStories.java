package dev.wangge.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.JsonNode;

/** What was pushed and could not be taken for a fault of ours: kept, shown, and taken after all. */
abstract class PushedStories extends RunningNotifyService {
    static final String LETTERS = "/api/v1/dead-letters";
    static final String REPLIES = "/callbacks/aliyun-sms/" + TOKEN + "/replies";

    @Autowired MongoOperations mongo;

    final String office = TestIssuer.token("province-admin", "admin", "54");

    /** Somebody who was told that a case is closed, by an alert that nobody can read. */
    Person toldOfWhatNobodyCanRead(String number) {
        var id = newCase();
        var reporter = reporter("zh");
        happens(
                id,
                9,
                new CaseClosed(
                        number, "REQUEST", reporter.code(), null, "540328101201", null, null),
                "county-demo");
        alert(id, "CLOSED", "SENT");
        rule(reporter, "NONE_OF_OURS");
        return reporter;
    }

    void repaired(Person reporter) {
        rule(reporter, "CLOSED");
    }

    private void rule(Person recipient, String rule) {
        mongo.getCollection("alerts")
                .updateOne(
                        Filters.eq("recipient", recipient.code()),
                        Updates.combine(Updates.set("rule", rule), Updates.unset("wakeAt")));
    }

    static String sms(Person by, String text, int number) {
        return "{\"phone_number\":\"%s\",\"content\":\"%s\",\"sequence_id\":%d}"
                .formatted(by.phone(), text, number);
    }

    List<JsonNode> letters() {
        var page = get(office, LETTERS + "?status=OPEN&topic=callbacks.replies&limit=200");
        return ServiceClient.read(page, 200).path("items").valueStream().toList();
    }

    List<UnaskedReply> said(Person by) {
        var found = new ArrayList<UnaskedReply>();
        for (var value : published(Topics.ALERTS)) {
            new EventCodec(AlertEvent.class)
                    .read(value)
                    .event()
                    .filter(event ->
                            event instanceof UnaskedReply it && it.recipient().equals(by.code()))
                    .ifPresent(event -> found.add((UnaskedReply) event));
        }
        return found;
    }

    @Test
    void whatCannotBeTakenIsKeptSealedAndTakenWhenItIsReplayed() {
        var known = letters().size();
        var unlucky = toldOfWhatNobodyCanRead("WG2026-0000081");
        var other = toldOfWhatNobodyCanRead("WG2026-0000082");
        repaired(other);
        var batch = "[" + sms(unlucky, "桥塌了 王五", 81) + "," + sms(other, "路断了", 82) + "]";

        for (int i = 0; i < 2; i++) { // Pushed again it is the same one.
            assertThat(post("", REPLIES, batch).body()).contains("\"code\":0");
        }

        await().until(() -> said(other), all -> all.size() == 1);
        assertThat(letters()).hasSize(known + 1);
        var letter = letters().getFirst();
        assertThat(letter.path("id").asString()).startsWith("notify-");
        assertThat(letter.path("service").asString()).isEqualTo("notify-service");
        assertThat(letter.path("group").asString()).isEqualTo("notify-service");
        assertThat(letter.path("topic").asString()).isEqualTo("callbacks.replies");
        assertThat(letter.path("reason").asString()).isEqualTo("FAILED");
        assertThat(letter.path("exception").asString()).endsWith("IllegalArgumentException");
        assertThat(letter.path("bytes").asInt()).isPositive();
        for (var none : List.of("partition", "offset", "publishedAt", "databaseCode")) {
            assertThat(letter.path(none).isNull()).as(none).isTrue();
        }
        assertThat(letter.path("event").path("type").isNull()).isTrue();
        var path = LETTERS + "/" + letter.path("id").asString();
        assertThat(get(office, path).body()).doesNotContain(unlucky.phone(), "王五");
        assertThat(kept(letter)).doesNotContain(unlucky.phone(), "王五", "桥塌了");
        assertThat(service.metrics())
                .containsPattern(
                        "wangge_dead_letters_set_aside_total\\{[^}]*callbacks.replies[^}]*} [1-9]");

        var again = letter.at("/actions/0/href").asString();
        var inVain = ServiceClient.read(post(office, again, ""), 409);
        assertThat(inVain.path("type").asString()).isEqualTo("/problems/replay-failed");
        repaired(unlucky);
        var taken = ServiceClient.read(post(office, again, ""), 200);

        assertThat(taken.path("status").asString()).isEqualTo("REPLAYED");
        assertThat(taken.path("replays").valueStream().map(it -> it.path("outcome").asString()))
                .containsExactly("FAILED", "TAKEN");
        assertThat(ServiceClient.read(post(office, again, ""), 200)).isEqualTo(taken);
        assertThat(post("", REPLIES, batch).body()).contains("\"code\":0");
        await().until(() -> said(unlucky), all -> all.size() == 1);
        assertThat(letters()).hasSize(known);
    }

    private String kept(JsonNode letter) {
        var stored =
                mongo.getCollection("deadLetters")
                        .find(Filters.eq("_id", letter.path("id").asString()))
                        .first();
        assertThat(stored).isNotNull();
        var value = new Document(stored).get("value", Binary.class);
        return new Document(stored).toJson() + new String(value.getData(), UTF_8);
    }

    /** It is about what its phone had got when it was written. */
    @Test
    void whatIsReplayedLateIsForNothingNewer() {
        var reporter = toldOfWhatNobodyCanRead("WG2026-0000083");
        assertThat(post("", REPLIES, "[" + sms(reporter, "收到", 83) + "]").body())
                .contains("\"code\":0");
        var letter = letters().getFirst();
        repaired(reporter);
        clock.forward(Duration.ofHours(3));
        var newer = newCase();
        happens(
                newer,
                9,
                new CaseClosed(
                        "WG2026-0000084",
                        "REQUEST",
                        reporter.code(),
                        null,
                        "540328101201",
                        null,
                        null),
                "county-demo");
        alert(newer, "CLOSED", "SENT");

        ServiceClient.read(post(office, letter.at("/actions/0/href").asString(), ""), 200);

        assertThat(
                        alerts("recipient=" + reporter.code())
                                .valueStream()
                                .map(it ->
                                        it.path("caseNumber").asString()
                                                + " "
                                                + it.path("status").asString()))
                .containsExactlyInAnyOrder("WG2026-0000083 ACKNOWLEDGED", "WG2026-0000084 SENT");
    }

    @Test
    void receiptsAreKeptLikeIt() {
        var reporter = toldOfWhatNobodyCanRead("WG2026-0000085");
        var attempt = PROVIDERS.sentTo(reporter.phone()).getFirst();

        receipt(String.valueOf(attempt.outId()), true);

        var letter =
                ServiceClient.read(get(office, LETTERS + "?topic=callbacks.receipts"), 200)
                        .at("/items/0");
        assertThat(letter.path("status").asString()).isEqualTo("OPEN");
        repaired(reporter);
        ServiceClient.read(post(office, letter.at("/actions/0/href").asString(), ""), 200);
        assertThat(alerts("recipient=" + reporter.code()).at("/0/status").asString())
                .isEqualTo("DELIVERED");
    }
}
