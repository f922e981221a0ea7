package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.fieldwork.v1.MoveEvent;
import dev.wangge.grids.GridService;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.Times;
import dev.wangge.testing.HouseRules;
import dev.wangge.testing.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Seasonal moves over HTTP, with what they bring about in the directory and on Kafka. */
@SpringBootTest(
        classes = GridService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "wangge.moves.count-every=200ms")
@Import(TestIssuer.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MoveStories {
    static final String WINTER = "540328101201001";
    static final String SUMMER = "540328205201001";
    static final String AUTUMN = "540328206201001";
    static final String FOREIGN = "540302100001001";
    static final String ESCORT = "M-2";

    @LocalServerPort int port;
    @Autowired Directory directory;
    @Autowired MoveStore store;
    @Autowired Vault vault;
    @Autowired Clock clock;
    @Autowired ConsumerFactory<String, byte[]> consumers;

    final HttpClient http = HttpClient.newHttpClient();
    final JsonMapper json = JsonMapper.builder().build();
    final String desk = TestIssuer.token("county-demo", "dispatcher", "540328");
    final String handler = TestIssuer.token("county-handler", "handler", "540328");
    final String neighbour = TestIssuer.token("neighbour-demo", "dispatcher", "540302");
    final String summerTownship = TestIssuer.token("gov.540328205", "dispatcher", "540328205");

    @BeforeAll
    void aCounty() {
        var entries = new ArrayList<Entry>();
        for (var grid : List.of(WINTER, AUTUMN, FOREIGN)) {
            entries.add(grid(grid, new Document()));
        }
        entries.add(
                grid(
                        SUMMER,
                        new Document(
                                "season", new Document("from", "06-01").append("to", "09-30"))));
        entries.add(grid("540328207201001", new Document("validTo", "2020-01-01")));
        entries.add(member("M-1", WINTER));
        entries.add(member(ESCORT, WINTER));
        entries.add(member("M-540302", FOREIGN));
        directory.save(entries, Map.of(), "test");
    }

    @AfterAll
    void close() {
        http.close();
    }

    private static Entry grid(String code, Document more) {
        var state = new Document("name", "网格" + code).append("kind", "BASIC");
        state.append("illustrative", false).putAll(more);
        return Entry.of(Kind.GRID, code, code, state, null);
    }

    private static Entry member(String code, String grid) {
        var state = new Document("role", "FULL_TIME").append("language", "zh");
        return Entry.of(Kind.MEMBER, code, grid, state.append("sealedContact", "sealed"), null);
    }

    /** 13 households, 95 people, 1400余 head. */
    static String herders(String phones) {
        return IntStream.range(0, 13)
                .mapToObj(i ->
                        "{\"name\":\"多吉扎西%d\",\"phone\":\"%s%02d\",\"people\":%d}"
                                .formatted(i, phones, i, i < 4 ? 8 : 7))
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String plan(String from, String to, String households) {
        return """
        {"fromGrid":"%s","toGrid":"%s","plannedFor":"%s","households":%s,
         "livestock":"1400余头","escort":["M-2"]}\
        """
                .formatted(from, to, summerDay(), households);
    }

    /** The next first of July: a day on which the summer pasture is active. */
    private static LocalDate summerDay() {
        var today = LocalDate.now(Clock.systemUTC());
        var july = LocalDate.of(today.getYear(), 7, 1);
        return july.isBefore(today) ? july.plusYears(1) : july;
    }

    private static String phones() {
        return "19" + String.format("%07d", new Random().nextInt(10_000_000));
    }

    private JsonNode planned(String body) throws Exception {
        return read(send(desk, "POST", "", body), 201);
    }

    private JsonNode act(String id, String action, String body) throws Exception {
        return read(send(desk, "POST", "/" + id + "/actions/" + action, body), 200);
    }

    private String ago(Duration before) {
        return Times.utc(clock.instant().minus(before));
    }

    @Test
    void thirteenHouseholdsGoToTheSummerPastureAndOneIsMissing() throws Exception {
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

    private void onTheRoad(String id) throws Exception {
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
        assertThat(answer.at("/items/3/detail").asString()).contains("swapped");
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

    private void arrival(String id, String phones) throws Exception {
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
    void whoTurnsBackLivesWhereHeLeft() throws Exception {
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
    void theNewestMoveSaysWhereTheyAreHoweverLateTheOlderOneIsTold() throws Exception {
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

    /**
     * The decision is one write, what follows from it another: whoever decided may be dead by then.
     */
    @Test
    void whatWasDecidedIsBroughtAboutThoughWhoeverDecidedIsGone() throws Exception {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        var it = store.find(id).orElseThrow().now();
        it.depart(clock.instant(), "test", clock.instant());
        assertThat(store.append(it, null, null)).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(homes(phones)).hasSize(13);
                    assertThat(duties(id)).hasSize(2);
                    assertThat(store.unapplied()).isEmpty();
                });
    }

    /** Killed between the entries, or an older hand wrote some of them after the arrival. */
    @Test
    void whatIsHalfThereIsMadeWhole() throws Exception {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(id, "depart", "{}");
        var halves = new ArrayList<Entry>(duties(id));
        halves.addAll(homes(phones).subList(0, 5));
        for (var half : halves) {
            directory.remove(half, "test");
        }
        var it = store.find(id).orElseThrow().now();
        it.arrive(
                new Counted(13, 95, new Headcount.Exactly(1412)),
                null,
                clock.instant(),
                "test",
                clock.instant());
        assertThat(store.append(it, null, null)).isTrue();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(homes(phones))
                            .hasSize(13)
                            .extracting(Entry::place)
                            .containsOnly(SUMMER);
                    assertThat(duties(id))
                            .hasSize(2)
                            .allSatisfy(duty -> assertThat(duty.text("until")).isNotEmpty());
                    assertThat(store.unapplied()).isEmpty();
                });
    }

    @Test
    void manyAtOnceAreOneAfterTheOther() throws Exception {
        long seed = System.nanoTime();
        var phones = phones();
        var body = plan(WINTER, SUMMER, herders(phones));
        var created =
                atOnce(6, () -> send(desk, "POST", "", body, "Idempotency-Key", "k" + phones));
        assertThat(created).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(created).extracting(HttpResponse::body).containsOnly(created.getFirst().body());
        var id = json.readTree(created.getFirst().body()).path("id").asString();
        var back = planned(plan(SUMMER, AUTUMN, herders(phones))).path("id").asString();

        var random = new Random(seed);
        var times = List.of(ago(Duration.ofHours(5)), ago(Duration.ofHours(4)));
        var work = new ArrayList<Callable<HttpResponse<String>>>();
        for (int i = 0; i < 3; i++) {
            work.add(() -> later(random, id, "depart", "{\"at\":\"%s\"}".formatted(times.get(0))));
            work.add(
                    () -> later(random, back, "depart", "{\"at\":\"%s\"}".formatted(times.get(1))));
        }
        var departures = atOnce(work);
        assertThat(departures)
                .as("seed %d", seed)
                .extracting(HttpResponse::statusCode)
                .containsOnly(200, 409);
        assertThat(departures).filteredOn(answer -> answer.statusCode() == 200).hasSize(2);
        var ends = new ArrayList<Callable<HttpResponse<String>>>();
        for (var one : List.of(id, back)) {
            ends.add(() -> later(random, one, "arrive", "{\"people\":95,\"livestock\":1400}"));
        }
        assertThat(atOnce(ends)).extracting(HttpResponse::statusCode).containsOnly(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(store.unapplied()).isEmpty();
                    assertThat(homes(phones))
                            .hasSize(13)
                            .extracting(Entry::place)
                            .containsOnly(AUTUMN);
                    assertThat(duties(id))
                            .extracting(duty -> duty.text("until"))
                            .doesNotContain("");
                    assertThat(duties(back))
                            .extracting(duty -> duty.text("until"))
                            .doesNotContain("");
                });
    }

    private HttpResponse<String> later(Random random, String id, String action, String body)
            throws Exception {
        Thread.sleep(random.nextInt(5));
        return send(desk, "POST", "/" + id + "/actions/" + action, body);
    }

    private static <T> List<T> atOnce(int times, Callable<T> what) throws Exception {
        return atOnce(java.util.Collections.nCopies(times, what));
    }

    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            var answers = new ArrayList<T>();
            for (var future : threads.invokeAll(all)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    @Test
    void aPlanCanBeChangedUntilTheyLeave() throws Exception {
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

    @Test
    void whoIsNotHeardOfIsOverdue() throws Exception {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        act(id, "depart", "{\"at\":\"%s\"}".formatted(ago(Duration.ofHours(13))));

        assertThat(overdue("true")).contains(id);
        assertThat(overdue("false")).doesNotContain(id);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(scrape())
                                .containsPattern("wangge_moves_overdue\\{[^}]*} [1-9]")
                                .containsPattern(
                                        "wangge_moves\\{[^}]*status=\"UNDER_WAY\"} [1-9]"));
        HouseRules.describesItsMetrics(scrape());

        var checkIn =
                "{\"at\":\"%s\",\"lng\":98.6,\"lat\":29.7}".formatted(ago(Duration.ofHours(11)));
        assertThat(act(id, "check-in", checkIn).path("overdue").asBoolean()).isFalse();
        assertThat(overdue("true")).doesNotContain(id);
        // Older news than there is: silent since the newest, not since the last that came in.
        act(
                id,
                "check-in",
                checkIn.replaceFirst(
                        "\"at\":\"[^\"]*\"", "\"at\":\"" + ago(Duration.ofHours(12)) + "\""));
        assertThat(overdue("true")).doesNotContain(id);
    }

    private List<String> overdue(String value) throws Exception {
        var page = read(send(desk, "GET", "?limit=200&overdue=" + value, ""), 200);
        var ids = new ArrayList<String>();
        page.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private String scrape() throws Exception {
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + port
                                                        + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void aListGoesOnWhereItStopped() throws Exception {
        for (int i = 0; i < 3; i++) {
            planned(plan(WINTER, SUMMER, "13,\"people\":95"));
        }
        var seen = new ArrayList<String>();
        var path = "?limit=2&status=PLANNED&within=540328205";
        while (!path.isEmpty()) {
            var answer = send(summerTownship, "GET", path, "");
            read(answer, 200)
                    .path("items")
                    .forEach(item -> {
                        assertThat(item.path("status").asString()).isEqualTo("PLANNED");
                        assertThat(item.path("warnings").isNull()).isTrue();
                        seen.add(item.path("id").asString());
                    });
            path =
                    answer.headers()
                            .firstValue("Link")
                            .map(link -> link.replaceFirst("<[^?]*(.*)>; rel=\"next\"", "$1"))
                            .orElse("");
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(read(send(neighbour, "GET", "", ""), 200).path("items").size()).isZero();
        assertThat(send(neighbour, "GET", "?within=540328", "").statusCode()).isEqualTo(403);
        assertThat(send(desk, "GET", "?status=LOST", "").statusCode()).isEqualTo(400);
        assertThat(send(desk, "GET", "?colour=1", "").body()).contains("unknown-parameter");
        assertThat(send(desk, "GET", "?cursor=nonsense", "").body()).contains("wrong-cursor");
    }

    @Test
    void aForeignMoveIsNotThere() throws Exception {
        var body = plan(WINTER, SUMMER, "13,\"people\":95");
        var id = planned(body).path("id").asString();
        for (var path : List.of("", "/check-ins")) {
            assertThat(send(neighbour, "GET", "/" + id + path, "").statusCode()).isEqualTo(404);
        }
        assertThat(send(neighbour, "PUT", "/" + id, body).body()).contains("no-such-move");
        for (var action : List.of("depart", "nonsense")) {
            assertThat(send(neighbour, "POST", "/" + id + "/actions/" + action, "{").statusCode())
                    .isEqualTo(404);
        }
        assertThat(send(neighbour, "POST", "/" + id + "/check-ins:batch", "[]").statusCode())
                .isEqualTo(404);
        assertThat(send(desk, "GET", "/nonsense", "").statusCode()).isEqualTo(404);

        // Where they go sees them come, and takes them in; whether they leave is not for it to say.
        var seen = read(send(summerTownship, "GET", "/" + id, ""), 200);
        assertThat(seen.path("actions"))
                .extracting(action -> action.path("name").asString())
                .containsExactly("check-in");
        assertThat(send(summerTownship, "POST", "/" + id + "/actions/depart", "{}").statusCode())
                .isEqualTo(403);
        assertThat(send(handler, "POST", "", body).body()).contains("not-permitted");
        assertThat(send(handler, "POST", "/" + id + "/actions/cancel", "{}").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540302100001001\"|403|outside-scope",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328209201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328207201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"540328101201001\"|400|#/toGrid",
                "\"toGrid\":\"540328205201001\"|\"toGrid\":\"5403\"|400|#/toGrid",
                "\"fromGrid\"|\"fromGird\"|400|unknown-field",
                "\"plannedFor\":\"20|\"plannedFor\":\"19|400|#/plannedFor",
                "[\"M-2\"]|[\"M-0\"]|400|#/escort/0",
                "[\"M-2\"]|[\"M-540302\"]|403|outside-scope",
                "[\"M-2\"]|[null]|400|#/escort/0",
                "1400余头|近1400头|400|#/livestock",
                "\"1400余头\"|{\"count\":-1}|400|#/livestock",
                "\"1400余头\"|{\"count\":1,\"colour\":2}|400|#/livestock",
                "\"1400余头\"|null|400|#/livestock",
                "\"people\":95|\"people\":12|400|#/people",
                "\"people\":95|\"people\":\"95\"|400|#/people",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":0}]|400|#/households/0/people",
                "13,\"people\":95|[{\"people\":1}]|400|#/households/0/name",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":3}],\"people\":4|400|#/people",
                "13,\"people\":95|[{\"name\":\"多吉\",\"people\":3,\"idNumber\":\"1\"}]|400|unknown-field",
                "13,\"people\":95|[]|400|#/households",
                "13,\"people\":95|\"13\"|400|#/households"
            })
    void aPlanThatCannotBeIsRefused(String what, String by, int status, String told)
            throws Exception {
        var good = plan(WINTER, SUMMER, "13,\"people\":95");
        assertThat(good).contains(what);
        var refused = send(desk, "POST", "", good.replace(what, by));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(refused.body()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "depart|{\"at\":\"yesterday\"}|#/at",
                "depart|{\"at\":\"2999-01-01T00:00:00Z\"}|#/at",
                "depart|{\"at\":\"1949-10-01T00:00:00Z\"}|#/at",
                "check-in|{}|#/lng",
                "check-in|{\"lng\":98.6}|#/lat",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"crs\":\"BD09\"}|#/crs",
                "check-in|{\"lng\":198.6,\"lat\":29.7}|#/lng",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"people\":-1}|#/people",
                "check-in|{\"lng\":98.6,\"lat\":29.7,\"herd\":1}|unknown-field",
                "cancel|{\"reason\":\" \"}|#/reason"
            })
    void anOrderThatCannotBeIsRefused(String action, String body, String told) throws Exception {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        var refused = send(desk, "POST", "/" + id + "/actions/" + action, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(told);
        assertThat(read(send(desk, "GET", "/" + id, ""), 200).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void anArrivalBeforeTheDepartureIsRefusedAndSoIsABatchTooLarge() throws Exception {
        var id = planned(plan(WINTER, SUMMER, "13,\"people\":95")).path("id").asString();
        assertThat(send(desk, "POST", "/" + id + "/actions/arrive", "{}").body())
                .contains("\"state\":\"PLANNED\"", "\"depart\"");
        act(id, "depart", "{}");
        var early =
                "{\"people\":95,\"livestock\":1400,\"at\":\"%s\"}"
                        .formatted(ago(Duration.ofHours(1)));
        assertThat(send(desk, "POST", "/" + id + "/actions/arrive", early).body()).contains("#/at");
        var many =
                IntStream.range(0, 21)
                        .mapToObj(i -> "{\"id\":\"%d\"}".formatted(i))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(send(desk, "POST", "/" + id + "/check-ins:batch", many).statusCode())
                .isEqualTo(413);
        assertThat(send(desk, "POST", "/" + id + "/check-ins:batch", "[null]").statusCode())
                .isEqualTo(400);
    }

    @Test
    void outOfSeasonIsSaid() throws Exception {
        var body = plan(WINTER, SUMMER, "13,\"people\":95").replace("-07-01", "-12-01");
        var december =
                body.replaceFirst(
                        "\"plannedFor\":\"[^\"]*\"", "\"plannedFor\":\"" + december() + "\"");
        assertThat(planned(december).at("/warnings/0/code").asString()).isEqualTo("out-of-season");
    }

    private static LocalDate december() {
        return LocalDate.of(LocalDate.now(Clock.systemUTC()).getYear(), 12, 1);
    }

    /** Names and phones lie under seals only. */
    @Test
    void nobodyReadsWhoMovesInTheStoreOrOnKafka() throws Exception {
        var phones = phones();
        var id = planned(plan(WINTER, SUMMER, herders(phones))).path("id").asString();
        act(id, "depart", "{}");
        assertThat(store.find(id).orElseThrow().document().toJson()).doesNotContain("多吉扎西", phones);
        assertThat(homes(phones).getFirst().state().toJson()).doesNotContain(phones);
        for (var record : published(id, 2)) {
            assertThat(new String(record, StandardCharsets.UTF_8)).doesNotContain("多吉", phones);
        }
    }

    private List<Entry> duties(String move) {
        var codes = new ArrayList<String>();
        for (var grid : List.of(WINTER, SUMMER, AUTUMN)) {
            codes.add(dev.wangge.platform.event.Ids.of("escort", move, ESCORT, grid).toString());
        }
        return directory.find(Kind.ASSIGNMENT, codes).values().stream()
                .peek(duty -> {
                    assertThat(duty.text("member")).isEqualTo(ESCORT);
                    assertThat(duty.text("role")).isEqualTo("ESCORT");
                    assertThat(duty.text("source")).isEqualTo("move:" + move);
                })
                .toList();
    }

    private List<Entry> homes(String phones) {
        var codes =
                IntStream.range(0, 13)
                        .mapToObj(i -> vault.blindIndexOf("%s%02d".formatted(phones, i)))
                        .map(Household::code)
                        .toList();
        return List.copyOf(directory.find(Kind.HOUSEHOLD, codes).values());
    }

    /** The first appearances: a fact may be published more than once, and they are in order. */
    private List<ReceivedEvent> facts(String id, int many) {
        var codec = new EventCodec(MoveEvent.class);
        var first = new LinkedHashMap<Long, ReceivedEvent>();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    published(id, many)
                            .forEach(record -> {
                                var fact = codec.read(record);
                                first.putIfAbsent(fact.seq(), fact);
                            });
                    assertThat(first).hasSizeGreaterThanOrEqualTo(many);
                });
        return List.copyOf(first.values());
    }

    private List<byte[]> published(String id, int many) {
        var found = new ArrayList<byte[]>();
        try (var consumer = consumers.createConsumer("test-" + UUID.randomUUID(), "")) {
            consumer.subscribe(List.of(Topics.FIELDWORK));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        consumer.poll(Duration.ofMillis(300))
                                .forEach(record -> {
                                    if (record.key().equals(id)) {
                                        found.add(record.value());
                                    }
                                });
                        assertThat(found).hasSizeGreaterThanOrEqualTo(many);
                    });
        }
        return found;
    }

    private JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    HttpResponse<String> send(
            String token, String method, String path, String body, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/api/v1/seasonal-moves"
                                                + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
