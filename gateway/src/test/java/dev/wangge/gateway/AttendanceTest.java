package dev.wangge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.grids.v1.DirectoryEntry;
import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;

/** Who leaves the roster or is on leave cannot act; another does, for as long as it is said. */
class AttendanceTest extends RunningGateway {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String GRID = "540328101201001";
    @Autowired MongoOperations mongo;
    @Autowired Vault vault;
    @Autowired JWKSource<SecurityContext> keys;
    @Autowired KafkaAdmin topics;
    @Autowired KafkaOperations<String, byte[]> kafka;

    /** Of this test: nobody else's accounts are these members'. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final String pema = "M-pema-" + run;
    private final String tashi = "M-tashi-" + run;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void theyServe() {
        topics.createOrModifyTopics(
                TopicBuilder.name(Topics.GRIDS).partitions(2).replicas(1).compact().build());
        serves(pema, null);
        serves(tashi, null);
        tell(
                "unit:water-" + run,
                new UnitState("water-" + run, "水利局", "WATER_BUREAU", "540328", "zh", "sealed"));
    }

    private void serves(String member, @Nullable String until) {
        tell(
                "member:" + member,
                new MemberState(member, "LEAD", GRID, "zh", "sealed", null, until));
    }

    private void tell(String key, DirectoryEntry state) {
        kafka.send(
                        Topics.GRIDS,
                        key,
                        new EventCodec(DirectoryEntry.class)
                                .cloudEvent("/grid-service", state.code(), 1, state, "test", now))
                .join();
    }

    private void isGone(String key) {
        kafka.send(Topics.GRIDS, key, null).join();
    }

    /** Somebody who handles cases, and is signed in. */
    private Browser handler(String account, String person, String... units) {
        var browser = new People(mongo, vault, port).somebody(account, "handler", "540328");
        mongo.getCollection("accounts")
                .updateOne(
                        Filters.eq("_id", account),
                        Updates.combine(
                                Updates.set("person", person),
                                Updates.set("units", List.of(units))));
        var _ = browser.signIn(account, People.PASSWORD);
        await().atMost(SOON).until(() -> presence(account).equals("SERVES"));
        return browser;
    }

    private String presence(String account) {
        var found =
                mongo.getCollection("accounts")
                        .find(Filters.eq("_id", account))
                        .map(it -> it.getEmbedded(List.of("attendance", "presence"), "none"))
                        .first();
        return String.valueOf(found);
    }

    private static List<String> standsInFor(Browser browser) {
        return json(browser.get("/api/v1/me")).path("standsInFor").values().stream()
                .map(one -> one.asString())
                .toList();
    }

    @Test
    void whoIsOnLeaveDoesNothingAndTheirDeputyDoesItForThem() {
        var away = handler("pema-" + run, pema);
        var deputy = handler("tashi-" + run, tashi);
        assertThat(away.get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(standsInFor(deputy)).isEmpty();

        tell(
                "leave:" + run,
                new LeaveState(
                        run,
                        pema,
                        tashi,
                        now.minusSeconds(60).toString(),
                        now.plusSeconds(3600).toString()));

        await().atMost(SOON).until(() -> standsInFor(deputy).equals(List.of(pema)));
        assertThat(away.get("/api/v1/me").statusCode()).as("no role is theirs").isEqualTo(403);
        assertThat(away.get("/account").statusCode()).as("they are in").isEqualTo(200);

        isGone("leave:" + run);
        await().atMost(SOON).until(() -> standsInFor(deputy).isEmpty());
        assertThat(away.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void oneWhomNobodyCanMakeSenseOfHoldsUpNobody() {
        var broken = "M-broken-" + run;
        serves(broken, "some day");
        var _ = new People(mongo, vault, port).somebody("a-broken-" + run, "handler", "540328");
        mongo.getCollection("accounts")
                .updateOne(Filters.eq("_id", "a-broken-" + run), Updates.set("person", broken));

        var later = handler("pema-" + run, pema);

        assertThat(later.get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void whoLeavesTheRosterIsOut() {
        var gone = handler("pema-" + run, pema);
        var ended = handler("tashi-" + run, tashi);

        isGone("member:" + pema);
        serves(tashi, "2026-01-31");

        for (var one : List.of(gone, ended)) {
            await().atMost(SOON).until(() -> one.get("/api/v1/me").statusCode() == 401);
        }
        assertThat(gone.signIn("pema-" + run, People.PASSWORD).statusCode()).isEqualTo(403);
        assertThat(presence("pema-" + run)).isEqualTo("LEFT");

        serves(pema, null);
        await().atMost(SOON).until(() -> presence("pema-" + run).equals("SERVES"));
        assertThat(gone.signIn("pema-" + run, People.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void workIsHandedOnForAWhileAndTakenBack() {
        var from = handler("pema-" + run, pema, "water-" + run);
        var to = handler("tashi-" + run, tashi);
        var until = now.plusSeconds(7200).toString();
        var path = "/api/v1/me/handed-on";

        var handed = from.call("PUT", path, handOn("tashi-" + run, until), true);
        assertThat(handed.statusCode()).as(handed.body()).isEqualTo(200);

        await().atMost(SOON).until(() -> standsInFor(to).equals(List.of(pema)));
        assertThat(json(to.get("/api/v1/me")).path("units").toString())
                .isEqualTo("[\"water-%s\"]".formatted(run));
        assertThat(from.get("/api/v1/me").statusCode()).as("they go on").isEqualTo(200);

        assertThat(from.call("DELETE", path, "", true).statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> standsInFor(to).isEmpty());
        assertThat(json(to.get("/api/v1/me")).path("units").isEmpty()).isTrue();
    }

    @Test
    void aSystemHasNoWorkToHandOn() {
        var token = TokenTest.signed(keys, claims -> claims.claim("roles", List.of("handler")));
        var path = "/api/v1/me/handed-on";
        assertThat(json(get(path, token)).get("to").isNull()).isTrue();
        var refused =
                send(
                        path,
                        request ->
                                request.header("Authorization", "Bearer " + token)
                                        .header("Content-Type", "application/json")
                                        .PUT(
                                                BodyPublishers.ofString(
                                                        handOn(
                                                                "anybody",
                                                                now.plusSeconds(60).toString()))));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    private static String handOn(String to, String until) {
        return "{\"to\":\"%s\",\"until\":\"%s\"}".formatted(to, until);
    }

    @Test
    void workIsHandedToSomebodyWhoMayDoIt() {
        var from = handler("pema-" + run, pema);
        var people = new People(mongo, vault, port);
        var _ = people.somebody("desk-" + run, "dispatcher", "540328");
        var _ = people.somebody("narrow-" + run, "handler", "540328101");
        var later = now.plusSeconds(7200).toString();
        for (var wrong :
                List.of(
                        handOn("pema-" + run, later),
                        handOn("nobody", later),
                        handOn("desk-" + run, later),
                        handOn("narrow-" + run, later))) {
            var refused = from.call("PUT", "/api/v1/me/handed-on", wrong, true);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("#/to");
        }
        for (var wrong : List.of(now.minusSeconds(1).toString(), "2036-01-01T00:00:00Z", "soon")) {
            var refused =
                    from.call("PUT", "/api/v1/me/handed-on", handOn("desk-" + run, wrong), true);
            assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("#/until");
        }
    }
}
