package dev.wangge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.relay.FactRelay;
import dev.wangge.testing.Published;
import dev.wangge.testing.ServiceClient;
import dev.wangge.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What could not be taken in: looked at, and replayed by an administrator. */
abstract class DeadLetterStories extends RunningCaseService {
    private static final String PATH = "/api/v1/dead-letters";
    private final String office = TestIssuer.token("province-admin", "admin", "54");

    private JsonNode setAside(String topic, String key) {
        kafka.send(topic, 0, key, "报告人：曲登 13800000000".getBytes(StandardCharsets.UTF_8)).join();
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                ServiceClient.read(get(office, PATH + "?limit=200"), 200)
                                        .path("items")
                                        .valueStream()
                                        .filter(it -> it.path("key").asString("").equals(key))
                                        .findFirst()
                                        .orElse(json.missingNode()),
                        JsonNode::isObject);
    }

    @Test
    void oneIsShownWithoutWhatItHolds() {
        var key = UUID.randomUUID().toString();

        var letter = setAside(Topics.FIELDWORK, key);

        assertThat(letter.path("service").asString()).isEqualTo("case-service");
        assertThat(letter.path("group").asString()).isEqualTo("case-service");
        assertThat(letter.path("topic").asString()).isEqualTo(Topics.FIELDWORK);
        assertThat(letter.path("reason").asString()).isEqualTo("UNREADABLE");
        assertThat(letter.path("status").asString()).isEqualTo("OPEN");
        assertThat(letter.at("/actions/0/name").asString()).isEqualTo("replay");
        var one = get(office, PATH + "/" + letter.path("id").asString());
        assertThat(ServiceClient.read(one, 200)).isEqualTo(letter);
        assertThat(one.body()).doesNotContain("曲登").doesNotContain("138000");
        assertThat(service.metrics())
                .containsPattern("wangge_dead_letters_set_aside_total\\{.*fieldwork.*} [1-9]");
    }

    /** Set aside by a relay, as when the topic's limit was too low for it. */
    private JsonNode unsendable(String key, int bytes) {
        var id = "case-" + UUID.randomUUID();
        mongo.getCollection(FactRelay.SET_ASIDE)
                .insertOne(
                        new Document("_id", id)
                                .append("topic", Topics.CASES)
                                .append("of", "none-that-sweeps")
                                .append("key", key)
                                .append("seq", 7L)
                                .append("type", "wangge.case.noted.v1")
                                .append("bytes", bytes)
                                .append("why", "RecordTooLargeException")
                                .append("at", Date.from(Instant.now()))
                                .append("status", "OPEN")
                                .append(
                                        "event",
                                        new EventCodec(CaseNoted.class)
                                                .cloudEvent(
                                                        "/case-service",
                                                        key,
                                                        7,
                                                        new CaseNoted("曲登".repeat(bytes / 6)),
                                                        "test",
                                                        Instant.EPOCH)));
        var listed = ServiceClient.read(get(office, PATH + "?topic=" + Topics.CASES), 200);
        return listed.path("items")
                .valueStream()
                .filter(it -> it.path("id").asString().equals(id))
                .findFirst()
                .orElse(json.missingNode());
    }

    @Test
    void whatCouldNotBeSentIsAmongThemAndGoesOutOnceItCan() {
        var key = UUID.randomUUID().toString();

        var letter = unsendable(key, 600);

        assertThat(letter.path("reason").asString()).isEqualTo("REFUSED_BY_BROKER");
        assertThat(letter.path("exception").asString()).isEqualTo("RecordTooLargeException");
        assertThat(letter.path("key").asString()).isEqualTo(key);
        assertThat(letter.path("group").isNull()).isTrue();
        assertThat(letter.path("publishedAt").isNull()).isTrue();
        assertThat(letter.at("/event/seq").asInt()).isEqualTo(7);
        var path = PATH + "/" + letter.path("id").asString();
        assertThat(get(office, path).body()).doesNotContain("曲登");

        var sent = ServiceClient.read(post(office, path + "/actions/replay", ""), 200);

        assertThat(sent.path("status").asString()).isEqualTo("REPLAYED");
        assertThat(sent.at("/replays/0/by").asString()).isEqualTo("province-admin");
        assertThat(post(office, path + "/actions/replay", "").statusCode()).isEqualTo(200);
        assertThat(Published.on(Topics.CASES, consumers))
                .filteredOn(record -> key.equals(record.key()))
                .hasSize(1);
    }

    @Test
    void whatCannotBeSentTodayEitherStays() {
        var letter = unsendable(UUID.randomUUID().toString(), 2_000_000);
        var path = PATH + "/" + letter.path("id").asString();

        var failed = post(office, path + "/actions/replay", "");

        assertThat(ServiceClient.read(failed, 409).path("type").asString())
                .isEqualTo("/problems/replay-failed");
        assertThat(failed.body()).doesNotContain("曲登");
        var now = ServiceClient.read(get(office, path), 200);
        assertThat(now.path("status").asString()).isEqualTo("OPEN");
        assertThat(now.at("/replays/0/outcome").asString()).isEqualTo("FAILED");
    }

    @Test
    void onlyAnAdministratorSeesThem() {
        var id = setAside(Topics.FIELDWORK, UUID.randomUUID().toString()).path("id").asString();

        for (var token : new String[] {desk, handler, verifier, neighbour}) {
            assertThat(get(token, PATH).statusCode()).isEqualTo(403);
            assertThat(get(token, PATH + "/" + id).statusCode()).isEqualTo(403);
            assertThat(post(token, PATH + "/" + id + "/actions/replay", "").statusCode())
                    .isEqualTo(403);
        }
        assertThat(get("", PATH).statusCode()).isEqualTo(401);
    }

    @Test
    void theListIsPagedAndFilteredLikeEveryOther() {
        var first = setAside(Topics.FIELDWORK, UUID.randomUUID().toString());
        var second = setAside(Topics.ALERTS, UUID.randomUUID().toString());

        var page = ServiceClient.read(get(office, PATH + "?status=OPEN&limit=1"), 200);
        assertThat(page.path("items").get(0)).isEqualTo(second);
        var next = PATH + "?status=OPEN&limit=1&cursor=" + page.path("next").asString();
        assertThat(ServiceClient.read(get(office, next), 200).path("items").get(0))
                .isEqualTo(first);
        var fieldwork = get(office, PATH + "?topic=" + Topics.FIELDWORK);
        assertThat(fieldwork.body())
                .contains(first.path("id").asString())
                .doesNotContain(second.path("id").asString());
        assertThat(get(office, PATH + "?service=notify-service").body()).contains("\"items\":[]");
        assertThat(get(office, PATH + "?limit=0").statusCode()).isEqualTo(400);
        assertThat(get(office, PATH + "?status=LOST").statusCode()).isEqualTo(400);
        assertThat(get(office, PATH + "?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void oneThatIsStillPoisonousSaysSoWhenItIsReplayed() {
        var letter = setAside(Topics.FIELDWORK, UUID.randomUUID().toString());
        var replay = letter.at("/actions/0/href").asString();

        var failed = post(office, replay, "");

        var problem = ServiceClient.read(failed, 409);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/replay-failed");
        assertThat(failed.body()).doesNotContain("曲登");
        var now = ServiceClient.read(get(office, PATH + "/" + letter.path("id").asString()), 200);
        assertThat(now.path("status").asString()).isEqualTo("OPEN");
        assertThat(now.at("/replays/0/by").asString()).isEqualTo("province-admin");
        assertThat(now.at("/replays/0/outcome").asString()).isEqualTo("FAILED");
    }

    @Test
    void aStateThatALaterOneOvertookIsNotReplayed() {
        var unit = "540328-" + UUID.randomUUID();
        var key = "unit:" + unit;
        var letter = setAside(Topics.GRIDS, key);
        kafka.send(
                        Topics.GRIDS,
                        0,
                        key,
                        new dev.wangge.platform.event.EventCodec(UnitState.class)
                                .cloudEvent(
                                        "/grid-service",
                                        unit,
                                        2,
                                        new UnitState(
                                                unit, "水利局", "WATER_BUREAU", "540328", "zh", "s"),
                                        "test",
                                        java.time.Instant.EPOCH))
                .join();
        await().atMost(Duration.ofSeconds(30)).until(() -> directory.divisionOf(unit).isPresent());

        var refused = post(office, letter.at("/actions/0/href").asString(), "");

        assertThat(ServiceClient.read(refused, 409).path("type").asString())
                .isEqualTo("/problems/dead-letter-overtaken");
    }

    @Test
    void whatIsNoDeadLetterIsNotThere() {
        assertThat(get(office, PATH + "/case-none").body())
                .contains("/problems/no-such-dead-letter");
        assertThat(post(office, PATH + "/case-none/actions/replay", "").statusCode())
                .isEqualTo(404);
    }
}
