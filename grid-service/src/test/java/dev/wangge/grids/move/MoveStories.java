package dev.wangge.grids.move;

import static dev.wangge.testing.ServiceClient.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.grids.directory.Entry;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seasonal moves over HTTP, with what they bring about in the directory and on Kafka. */
abstract class MoveStories extends RunningMoves {
    @Test
    void thirteenHouseholdsGoToTheSummerPastureAndOneIsMissing() {
        var phones = phones();
        var body = plan(WINTER, SUMMER, herders(phones));
        var first = send(desk, "POST", "", body, "Idempotency-Key", phones);
        var move = read(first, 201);
        var id = move.path("id").asString();
        assertThat(first.headers().firstValue("Location")).hasValue("/api/v1/seasonal-moves/" + id);
        assertThat(first.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(move.path("people").asInt()).isEqualTo(95);
        assertThat(move.at("/livestock/count").asInt()).isEqualTo(1400);
        assertThat(move.at("/livestock/atLeast").asBoolean()).isTrue();
        assertThat(move.at("/livestock/words").asString()).isEqualTo("至少1,400");
        assertThat(move.at("/households/0/name").asString()).isEqualTo("多***");
        assertThat(move.at("/households/0/phone").asString()).matches("19.\\*\\*\\*\\*..00");
        assertThat(move.path("warnings").size()).isZero();

        assertThat(send(desk, "POST", "", body, "Idempotency-Key", phones).body())
                .isEqualTo(first.body());
        assertThat(
                        send(desk, "POST", "", body.replace("余", ""), "Idempotency-Key", phones)
                                .statusCode())
                .isEqualTo(422);

        var departed = ago(Duration.ofHours(30));
        act(id, "depart", "{\"at\":\"%s\"}".formatted(departed));
        assertThat(duties(id))
                .allSatisfy(duty -> assertThat(duty.state()).doesNotContainKey("until"))
                .extracting(Entry::place)
                .containsExactlyInAnyOrder(WINTER, SUMMER);
        assertThat(homes(phones))
                .hasSize(13)
                .allSatisfy(home -> {
                    assertThat(home.place()).isEqualTo(WINTER);
                    assertThat(home.text("move")).isEqualTo(id);
                    assertThat(home.text("departedAt")).isEqualTo(departed);
                });

        onTheRoad(id);
        arrival(id, phones);
        var told = facts(id, 7);
        assertThat(told)
                .extracting(ReceivedEvent::type)
                .containsExactly(
                        "wangge.move.planned.v1",
                        "wangge.move.departed.v1",
                        "wangge.move.checked-in.v1",
                        "wangge.move.checked-in.v1",
                        "wangge.move.arrived.v1",
                        "wangge.move.checked-in.v1",
                        "wangge.move.reconciled.v1");
        assertThat(told).extracting(ReceivedEvent::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    private void onTheRoad(String id) {
        var batch =
                """
                [{"id":"b","at":"%s","lng":98.61,"lat":29.71,"crs":"GCJ02","note":"过如美"},
                 {"id":"a","at":"%s","lng":98.60,"lat":29.70,"people":95,"livestock":"1400余"},
                 {"id":"b","at":"%s","lng":98.99,"lat":29.71},
                 {"id":"c","at":"%s","lng":29.7,"lat":98.6},
                 {"lng":98.6,"lat":29.7}]\
                """
                        .formatted(
                                ago(Duration.ofHours(10)),
                                ago(Duration.ofHours(20)),
                                ago(Duration.ofHours(10)),
                                ago(Duration.ofHours(9)));
        var answer = read(send(handler, "POST", "/" + id + "/check-ins:batch", batch), 200);
        assertThat(answer.path("items"))
                .extracting(item -> item.path("status").asInt())
                .containsExactly(201, 201, 422, 400, 400);
        assertThat(answer.at("/items/3/detail").asString()).contains("颠倒");
        var again = read(send(handler, "POST", "/" + id + "/check-ins:batch", batch), 200);
        assertThat(again.path("items"))
                .extracting(item -> item.path("status").asInt())
                .containsExactly(200, 200, 422, 400, 400);

        var list = read(send(handler, "GET", "/" + id + "/check-ins?limit=1", ""), 200);
        assertThat(list.at("/items/0/id").asString()).isEqualTo("a");
        var next = "/" + id + "/check-ins?limit=1&cursor=" + list.path("next").asString();
        var second = read(send(handler, "GET", next, ""), 200);
        assertThat(second.at("/items/0/note").asString()).isEqualTo("过如美");
        // Not where a Chinese phone says it is.
        assertThat(second.at("/items/0/position/lng").asDouble()).isBetween(98.606, 98.6099);
        assertThat(second.at("/items/0/position/givenLng").asDouble()).isEqualTo(98.61);
        assertThat(second.path("next").isNull()).isTrue();
    }

    private void arrival(String id, String phones) {
        var arrived = act(id, "arrive", "{\"people\":94,\"livestock\":1412,\"households\":13}");
        assertThat(arrived.path("status").asString()).isEqualTo("ARRIVED");
        assertThat(arrived.path("differences").size()).isEqualTo(1);
        assertThat(arrived.at("/differences/0/what").asString()).isEqualTo("people");
        assertThat(homes(phones)).hasSize(13).extracting(Entry::place).containsOnly(SUMMER);
        assertThat(duties(id))
                .hasSize(2)
                .extracting(duty -> duty.text("until"))
                .containsOnly(arrived.at("/arrival/at").asString());

        var late = "{\"id\":\"from the pocket\",\"lng\":98.6,\"lat\":29.7}";
        assertThat(send(handler, "POST", "/" + id + "/actions/check-in", late).statusCode())
                .isEqualTo(400);
        var taken = act(id, "check-in", late.replace(" ", "-"));
        assertThat(act(id, "check-in", late.replace(" ", "-")))
                .as("the same again, which does not say when either")
                .isEqualTo(taken);

        var unexplained = send(desk, "POST", "/" + id + "/actions/reconcile", "{}");
        assertThat(unexplained.statusCode()).isEqualTo(400);
        assertThat(unexplained.body()).contains("#/reason", "\"what\":\"people\"");
        var done = act(id, "reconcile", "{\"reason\":\"一人在县医院\"}");
        assertThat(done.path("status").asString()).isEqualTo("RECONCILED");
        assertThat(done.path("reason").asString()).isEqualTo("一人在县医院");
        assertThat(done.path("version").asInt()).isEqualTo(4);
        assertThat(done.path("checkIns").asInt()).isEqualTo(3);
        assertThat(done.path("actions"))
                .extracting(action -> action.path("name").asString())
                .containsExactly("check-in");
    }

    @Test
    void whoTurnsBackLivesWhereHeLeft() {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(id, "depart", "{}");
        var cancelled = act(id, "cancel", "{\"reason\":\"大雪封山\"}");

        assertThat(cancelled.path("reason").asString()).isEqualTo("大雪封山");
        assertThat(homes(phones)).hasSize(13).extracting(Entry::place).containsOnly(WINTER);
        assertThat(duties(id))
                .hasSize(2)
                .allSatisfy(duty -> assertThat(duty.text("until")).isNotEmpty());
        assertThat(send(desk, "POST", "/" + id + "/actions/arrive", "{}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void theNewestMoveSaysWhereTheyAreHoweverLateTheOlderOneIsTold() {
        var phones = phones();
        var older = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        var newer = planned(plan(SUMMER, AUTUMN, herders(phones)));
        assertThat(newer.at("/warnings/0/code").asString()).isEqualTo("overlapping-move");
        assertThat(newer.at("/warnings/0/move").asString()).isEqualTo(older);
        var id = newer.path("id").asString();

        act(id, "depart", "{\"at\":\"%s\"}".formatted(ago(Duration.ofHours(2))));
        act(id, "arrive", "{\"people\":95,\"livestock\":\"1400余\"}");
        act(older, "depart", "{\"at\":\"%s\"}".formatted(ago(Duration.ofHours(9))));
        assertThat(homes(phones)).extracting(Entry::place).containsOnly(AUTUMN);
        act(older, "arrive", "{\"people\":95,\"livestock\":\"1400余\"}");
        assertThat(homes(phones)).hasSize(13).extracting(Entry::place).containsOnly(AUTUMN);
        assertThat(homes(phones)).extracting(home -> home.text("move")).containsOnly(id);
    }

    @Test
    void anotherCountyDoesNotTakeAHouseholdByNamingItsPhone() {
        var phones = phones();
        var ours = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(ours, "depart", "{\"at\":\"%s\"}".formatted(ago(Duration.ofHours(9))));
        var theirs = plan(FOREIGN, FOREIGN_PASTURE, herders(phones)).replace("[\"M-2\"]", "[]");
        var taken = read(send(neighbour, "POST", "", theirs), 201).path("id").asString();
        for (var step : List.of("depart", "arrive")) {
            var body = step.equals("depart") ? "{}" : "{\"people\":95,\"livestock\":\"1400余\"}";
            read(send(neighbour, "POST", "/" + taken + "/actions/" + step, body), 200);
        }

        assertThat(homes(phones)).hasSize(13).extracting(Entry::place).containsOnly(WINTER);
        act(ours, "arrive", "{\"people\":95,\"livestock\":\"1400余\"}");
        assertThat(homes(phones)).hasSize(13).extracting(Entry::place).containsOnly(SUMMER);
    }

    @Test
    void aPlanCanBeChangedUntilTheyLeave() {
        var phones = phones();
        var body = plan(WINTER, SUMMER, herders(phones));
        var id = planned(body).path("id").asString();
        var counted = plan(WINTER, AUTUMN, "13, \"people\": 95").replace("[\"M-2\"]", "[]");

        var changed = send(desk, "PUT", "/" + id, counted, "If-Match", "\"1\"");
        assertThat(read(changed, 200).at("/warnings/0/code").asString()).isEqualTo("no-escort");
        assertThat(read(changed, 200).path("households").size()).isZero();
        assertThat(read(changed, 200).path("householdCount").asInt()).isEqualTo(13);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(
                        send(desk, "PUT", "/" + id, counted, "If-Match", "\"2\"")
                                .headers()
                                .firstValue("ETag"))
                .as("the same plan again")
                .hasValue("\"2\"");
        var stale = send(desk, "PUT", "/" + id, body, "If-Match", "\"1\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(read(send(desk, "PUT", "/" + id, body), 200).path("version").asInt())
                .isEqualTo(3);

        act(id, "depart", "{}");
        assertThat(send(desk, "PUT", "/" + id, body, "If-Match", "\"1\"").statusCode())
                .as("stale before illegal")
                .isEqualTo(412);
        var illegal = send(desk, "PUT", "/" + id, body, "If-Match", "\"4\"");
        assertThat(illegal.statusCode()).isEqualTo(409);
        assertThat(illegal.body())
                .contains(
                        "action-not-allowed",
                        "\"state\":\"UNDER_WAY\"",
                        "\"arrive\"",
                        "\"cancel\"");
    }

    /** Names and phones lie under seals only. */
    @Test
    void nobodyReadsWhoMovesInTheStoreOrOnKafka() {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(id, "depart", "{}");
        assertThat(store.find(id).orElseThrow().document().toJson()).doesNotContain("多吉扎西", phones);
        assertThat(homes(phones).getFirst().state().toJson()).doesNotContain(phones);
        for (var record : published(id, 2)) {
            assertThat(new String(record, StandardCharsets.UTF_8)).doesNotContain("多吉", phones);
        }
    }

    /** The first appearances: a fact may be published more than once, and they are in order. */
    private List<ReceivedEvent> facts(String id, int many) {
        var codec = new EventCodec(MoveEvent.class);
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            var first = new LinkedHashMap<Long, ReceivedEvent>();
                            for (var record : published(id, many)) {
                                var fact = codec.read(record);
                                first.putIfAbsent(fact.seq(), fact);
                            }
                            return List.copyOf(first.values());
                        },
                        all -> all.size() >= many);
    }
}
