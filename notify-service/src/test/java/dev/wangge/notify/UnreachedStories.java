package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import dev.wangge.notify.FakeProviders.Trouble;
import dev.wangge.testing.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** What reached nobody is the dispatcher's, and goes to whoever is on duty above. */
abstract class UnreachedStories extends RunningNotifyService {
    @Autowired MongoOperations mongo;
    @Autowired MeterRegistry metrics;

    @Test
    void whenNobodyCanBeToldItShowsAndTheDispatcherIsTold() {
        var id = newCase();
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        happens(id, 5, dispatchedTo(member, "WG2026-0000009"), "system");

        alert(id, "DISPATCHED", "UNDELIVERED");
        var told = alert(id, "UNDELIVERED", "SENT");
        assertThat(told.path("recipient").asString()).isEqualTo("unit:540328-dispatch");
        assertThat(PROVIDERS.sentTo("dispatch.540328"))
                .anySatisfy(card -> assertThat(card.text()).contains("WG2026-0000009", "无人收到"));
        assertThat(alerts("status=UNDELIVERED&recipient=" + member.code())).hasSize(1);
    }

    /** The dispatcher can give the case to another; whoever is on duty is near. */
    @Test
    void whoeverIsOnDutyAboveIsToldToo() {
        var jiali = "540621101201";
        var grid = jiali + "001";
        var there = TestIssuer.token("jiali-demo", "dispatcher", "540621");
        state(
                "unit:540621-dispatch",
                new UnitState(
                        "540621-dispatch",
                        "嘉黎县网格中心",
                        "DISPATCH_CENTRE",
                        "540621000000",
                        "zh",
                        contact("540621-dispatch", "dispatch.540621", "19900010621")));
        var lead = "person:540621.lead";
        var leader = "person:540621.leader";
        var reached = "leader." + UUID.randomUUID();
        state(
                "duty:" + jiali,
                new DutyState(
                        jiali,
                        List.of(
                                onDuty(lead, "TEAM_LEAD", "bo", "lead.540621"),
                                onDuty("person:540621.second", "TEAM_MEMBER", "zh", "second"))));
        state(
                "duty:540621101000",
                new DutyState(
                        "540621101000",
                        List.of(
                                onDuty(leader, "LEADER", "zh", reached),
                                new OnDuty("UNIT", "unit:gov", "UNIT", "zh", null, null, null))));
        await().until(() ->
                contacts.dispatchers(jiali).contains("unit:540621-dispatch")
                        && contacts.onDutyAbove(jiali).containsAll(List.of(lead, leader)));
        PROVIDERS.trouble("lead.540621", Trouble.REFUSED);
        PROVIDERS.trouble("second", Trouble.REFUSED);
        var member = member("zh");
        PROVIDERS.trouble(member.wecom(), Trouble.REFUSED);
        PROVIDERS.trouble(member.phone(), Trouble.REFUSED);

        var id = newCase();
        happens(
                id,
                5,
                new CaseDispatched(
                        "WG2026-0000050",
                        "HAZARD",
                        "NEIGHBOUR",
                        new Assignee("MEMBER", member.code()),
                        grid,
                        jiali,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                "system");

        await().untilAsserted(() ->
                assertThat(told(there, id))
                        .containsExactlyInAnyOrder(
                                member.code() + " UNDELIVERED",
                                "unit:540621-dispatch SENT",
                                lead + " UNDELIVERED",
                                "person:540621.second UNDELIVERED",
                                leader + " SENT"));
        assertThat(PROVIDERS.sentTo(reached))
                .singleElement()
                .satisfies(card -> assertThat(card.text()).contains("WG2026-0000050", "无人收到"));

        // Their duty is over: nobody is told of what comes now by an address that was kept.
        state("duty:540621101000", new DutyState("540621101000", List.of()));
        await().until(() -> contacts.contact(leader).isEmpty());
    }

    private OnDuty onDuty(String person, String role, String language, String wecom) {
        return new OnDuty("PERSON", person, role, language, null, null, contact(person, wecom, ""));
    }

    private List<String> told(String token, String caseId) {
        return json.readTree(get(token, "/api/v1/alerts?case=" + caseId).body())
                .path("items")
                .valueStream()
                .map(it -> it.path("recipient").asString() + " " + it.path("status").asString())
                .toList();
    }

    @Test
    void whatDidNotGoOutByItselfIsTheDispatchers() {
        var id = newCase();

        happens(
                id,
                3,
                new CaseLeftForDispatcher("WG2026-0000010", "DISPUTE", "UNLOCATED", "540328"),
                "system");

        var alert = alert(id, "LEFT_FOR_DISPATCHER", "SENT");
        assertThat(alert.path("recipient").asString()).isEqualTo("unit:540328-dispatch");
        happens(id, 4, dispatchedTo(member("zh"), "WG2026-0000010"), "county-demo");
        alert(id, "LEFT_FOR_DISPATCHER", "ACKNOWLEDGED");
        alert(id, "DISPATCHED", "SENT");
    }

    /** Sealed as it should be, and no contact: whatever cannot be done with an alert is its own. */
    @Test
    void whoseContactNobodyCanReadIsTheDispatchersAfterAWhile() {
        var id = newCase();
        var code = "M-%s-%s".formatted(GRID, UUID.randomUUID());
        state(
                "member:" + code,
                new MemberState(code, "LEAD", GRID, "zh", vault.seal("{", code), null, null));

        happens(id, 5, dispatchedTo(new Person(code, "", ""), "WG2026-0000012"), "system");

        alert(id, "DISPATCHED", "PENDING");
        await().until(() -> {
            passes(Duration.ofSeconds(40));
            return alerts("status=UNDELIVERED&recipient=" + code).size() == 1;
        });
        await().untilAsserted(() ->
                assertThat(PROVIDERS.sentTo("dispatch.540328"))
                        .anySatisfy(card -> assertThat(card.text()).contains("WG2026-0000012")));
        assertThat(stumbles()).isPositive();
    }

    /** More than are woken at once, and all of them due for longer. */
    @Test
    void manyAlertsThatNobodyCanReadHoldUpNoOther() {
        var alerts = mongo.getCollection("alerts");
        var bad =
                IntStream.range(0, 501)
                        .mapToObj(i ->
                                new Document("_id", "unreadable-" + i)
                                        .append("rule", "NONE_OF_OURS")
                                        .append("wakeAt", Date.from(Instant.EPOCH)))
                        .toList();
        alerts.insertMany(bad);
        try {
            var id = newCase();
            var reporter = reporter("zh");
            PROVIDERS.smsStatus(reporter.phone(), 3);
            happens(
                    id,
                    9,
                    new CaseClosed(
                            "WG2026-0000013",
                            "REQUEST",
                            reporter.code(),
                            null,
                            "540328",
                            null,
                            null),
                    "county-demo");
            alert(id, "CLOSED", "SENT");

            passes(Duration.ofMinutes(3));

            alert(id, "CLOSED", "DELIVERED");
        } finally {
            alerts.deleteMany(Filters.in("_id", bad.stream().map(it -> it.get("_id")).toList()));
        }
    }

    private double stumbles() {
        return metrics.get("wangge.alerts.stumbles").counter().count();
    }

    @Test
    void aPlaceWithoutADispatcherShowsAsUndelivered() {
        var id = newCase();

        happens(
                id,
                3,
                new CaseLeftForDispatcher("WG2026-0000011", "ADVICE", "UNLOCATED", "540581"),
                "system");

        var there = TestIssuer.token("cuona-demo", "dispatcher", "540581");
        await().until(
                        () ->
                                json.readTree(get(there, "/api/v1/alerts?case=" + id).body())
                                        .path("items"),
                        items -> items.size() == 1);
        passes(Duration.ofMinutes(3));
        await().untilAsserted(() ->
                assertThat(get(there, "/api/v1/alerts?status=UNDELIVERED").body())
                        .contains("dispatcher:540581", id));
    }
}
