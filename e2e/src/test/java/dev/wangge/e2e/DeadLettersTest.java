package dev.wangge.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An event that nobody can read is in nobody's way, and an administrator sees it. */
@InCounty
class DeadLettersTest {

    private static final String PATH = "/api/v1/dead-letters";

    @Test
    void whatCannotBeReadIsSetAsideByEachWhoListensAndShownAsOneList(County county) {
        String key = UUID.randomUUID().toString();
        poison(county, "wangge.fieldwork.v1", key);
        poison(county, "wangge.cases.v1", key);
        poison(county, "wangge.alerts.v1", key);
        Client office = county.client("province-admin");

        List<JsonNode> letters =
                await("set aside")
                        .atMost(County.SOON)
                        .until(() -> under(office, key), found -> found.size() == 5);

        // Who counts cases reads keys only: to him it is none.
        assertThat(letters)
                .extracting(letter ->
                        letter.path("service").asString() + " " + letter.path("topic").asString())
                .containsExactlyInAnyOrder(
                        "case-service wangge.fieldwork.v1",
                        "notify-service wangge.fieldwork.v1",
                        "notify-service wangge.cases.v1",
                        "case-service wangge.alerts.v1",
                        "grid-service wangge.alerts.v1");
        for (JsonNode letter : letters) {
            Answer one = office.get(PATH + "/" + letter.path("id").asString());
            assertThat(one.json()).isEqualTo(letter);
            assertThat(one.text()).doesNotContain("曲登").doesNotContain("138000");
            Answer replayed = office.post(letter.at("/actions/0/href").asString(), "{}");
            assertThat(replayed.status()).as(replayed.toString()).isEqualTo(409);
            assertThat(replayed.problem()).isEqualTo("replay-failed");
        }
        assertThat(under(office, key))
                .allSatisfy(letter ->
                        assertThat(letter.at("/replays/0/by").asString())
                                .isEqualTo("province-admin"));
    }

    @Test
    void onlyAnAdministratorMaySeeThem(County county) {
        for (String path : List.of(PATH, PATH + "/case-none", PATH + "/grid-none")) {
            assertThat(county.dispatcher().get(path).status()).as(path).isEqualTo(403);
        }
        Client office = county.client("province-admin");
        for (String id : List.of("case-none", "grid-none", "notify-none", "none")) {
            assertThat(office.get(PATH + "/" + id).problem()).isEqualTo("no-such-dead-letter");
        }
        assertThat(office.get(PATH + "?limit=1&service=grid-service").status()).isEqualTo(200);
        assertThat(office.get(PATH + "?limit=0").status()).isEqualTo(400);
        assertThat(office.get(PATH + "?colour=red").status()).isEqualTo(400);
    }

    private static List<JsonNode> under(Client office, String key) {
        Answer answer = office.get(PATH + "?limit=200");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return Json.list(answer.json().path("items")).stream()
                .filter(letter -> letter.path("key").asString("").equals(key))
                .toList();
    }

    private static void poison(County county, String topic, String key) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", "127.0.0.1:" + county.port("broker")),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(topic, key, "曲登 13800000000".getBytes(UTF_8)));
        }
    }
}
