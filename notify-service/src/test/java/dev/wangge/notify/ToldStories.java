package dev.wangge.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSuspended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DutyState.OnDuty;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Everybody who must know is told, by the rules, and nobody of what they did themselves. */
abstract class ToldStories extends RunningNotifyService {
    private static final Instant DUE = Instant.parse("2026-11-26T02:00:00Z");
    private static final String DISPATCH = "unit:540328-dispatch";

    private static About about(String number) {
        return new About(number, "REQUEST", GRID, "540328101201");
    }

    private static Assignee assignee(Person member) {
        return new Assignee("MEMBER", member.code());
    }

    private List<String> told(String id) {
        return alerts("case=" + id)
                .valueStream()
                .map(it -> it.path("rule").asString() + " " + it.path("recipient").asString())
                .toList();
    }

    private void awaitCard(String to, String number, String text) {
        await().untilAsserted(() ->
                assertThat(PROVIDERS.sentTo(to))
                        .anySatisfy(card -> assertThat(card.text()).contains(number, text)));
    }

    @Test
    void whatIsReturnedIsTheDispatchersWhoDispatchesItAnew() {
        var id = newCase();
        var member = member("zh");
        var number = "WG2026-0000101";
        happens(id, 5, dispatchedTo(member, number), "system");
        alert(id, "DISPATCHED", "SENT");

        happens(
                id,
                6,
                new CaseReturned("r", DUE, "1", about(number), "NOT_OURS"),
                member.code() + " via c");

        assertThat(alert(id, "RETURNED", "SENT").path("recipient").asString()).isEqualTo(DISPATCH);
        alert(id, "DISPATCHED", "ACKNOWLEDGED");
        awaitCard("dispatch.540328", number, "请于 11-26 10:00 前重新派遣");
        happens(id, 7, dispatchedTo(member("zh"), number), "county-demo");
        alert(id, "RETURNED", "ACKNOWLEDGED");
    }

    @Test
    void whoHadACaseIsToldThatItWasTakenBackAndTheDispatcherIsNot() {
        var id = newCase();
        var member = member("zh");
        var number = "WG2026-0000102";
        happens(id, 5, dispatchedTo(member, number), "system");
        alert(id, "DISPATCHED", "SENT");

        happens(
                id,
                6,
                new CaseRecalled("r", DUE, "1", assignee(member), about(number)),
                DISPATCH + " via county-demo");

        alert(id, "RECALLED", "SENT");
        awaitCard(member.wecom(), number, "您不必再处置");
        // Whoever has it next does not stand between them and what they must know.
        happens(id, 7, dispatchedTo(member("zh"), number), "county-demo");
        await().until(() -> told(id).size() == 3);
        assertThat(told(id))
                .filteredOn(it -> it.endsWith(member.code()))
                .containsExactlyInAnyOrder(
                        "DISPATCHED " + member.code(), "RECALLED " + member.code());
        alert(id, "RECALLED", "SENT");
    }

    @Test
    void whoHadACaseIsToldThatAnotherHasIt() {
        var id = newCase();
        var first = member("zh");
        var second = member("zh");
        var number = "WG2026-0000103";

        happens(
                id,
                6,
                new CaseDispatched(
                        number,
                        "REQUEST",
                        "NEIGHBOUR",
                        assignee(second),
                        GRID,
                        "540328101201",
                        DUE,
                        "r",
                        "1",
                        assignee(first),
                        null,
                        null),
                "county-demo");

        await().untilAsserted(() ->
                assertThat(told(id))
                        .containsExactlyInAnyOrder(
                                "DISPATCHED " + second.code(), "TAKEN_OVER " + first.code()));
        awaitCard(first.wecom(), number, "该事件已改派他人");
    }

    @Test
    void aReplyIsTheReportersInTheirLanguage() {
        var id = newCase();
        var reporter = reporter("bo");
        var number = "WG2026-0000104";

        happens(
                id,
                4,
                new CaseReplied(number, reporter.code(), "t", about(number), null),
                "county-demo");

        assertThat(alert(id, "REPLIED", "SENT").path("language").asString()).isEqualTo("bo");
        var sms = PROVIDERS.sentTo(reporter.phone()).getFirst();
        assertThat(sms.template()).isEqualTo("WANGGE_REPLIED_BO");
        assertThat(json.readTree(sms.text()).path("number").asString()).isEqualTo(number);
    }

    @Test
    void whatIsNotTakenUpIsSaidToWhoReportedIt() {
        var id = newCase();
        var reporter = reporter("zh");

        happens(
                id,
                2,
                new CaseDeclined("r", reporter.code(), about("WG2026-0000105"), null),
                "county-demo");

        alert(id, "DECLINED", "SENT");
        assertThat(PROVIDERS.sentTo(reporter.phone()))
                .singleElement()
                .satisfies(sms -> assertThat(sms.template()).isEqualTo("WANGGE_DECLINED_ZH"));
    }

    /** Both leads at once, and who has it: each once. */
    @Test
    void whoTakesPartAndWhoIsInChargeAreTold() {
        var id = newCase();
        var member = member("zh");
        var number = "WG2026-0000110";

        happens(
                id,
                6,
                new CaseJoined(
                        new Side("UNIT", "540328101-gov"),
                        DUE,
                        "1",
                        List.of(),
                        assignee(member),
                        about(number)),
                "county-demo");

        await().untilAsserted(() ->
                assertThat(told(id))
                        .containsExactlyInAnyOrder(
                                "JOINED unit:540328101-gov",
                                "JOINED_IN_CHARGE " + member.code(),
                                "JOINED_HERE " + DISPATCH));
        awaitCard(member.wecom(), number, "仍由您牵头");
    }

    /** Each reporter is told by their own number, in their language, and once. */
    @Test
    void whoReportedADuplicateIsToldWhatBecomesOfTheOlderOne() {
        var older = newCase();
        var duplicate = newCase();
        var reporter = reporter("bo");
        var first = reporter("zh");
        var number = "WG2026-0000108";
        happens(
                duplicate,
                4,
                new CaseMergeCompleted(older, "WG2026-0000107", reporter.code(), about(number)),
                "system");

        alert(duplicate, "MERGED", "SENT");
        var sms = json.readTree(PROVIDERS.sentTo(reporter.phone()).getFirst().text());
        assertThat(sms.path("number").asString()).isEqualTo(number);
        assertThat(sms.path("into").asString()).isEqualTo("WG2026-0000107");
        var closed =
                new CaseClosed(
                        "WG2026-0000107",
                        "HAZARD",
                        first.code(),
                        null,
                        "540328101201",
                        null,
                        List.of(new Duplicate(duplicate, number, "REQUEST", reporter.code())));
        happens(older, 9, closed, "county-demo");
        happens(older, 9, closed, "county-demo");

        alert(older, "CLOSED", "SENT");
        assertThat(alert(duplicate, "CLOSED_WITH_OTHER", "SENT").path("language").asString())
                .isEqualTo("bo");
        assertThat(PROVIDERS.sentTo(reporter.phone()))
                .extracting(it -> it.template())
                .containsExactly("WANGGE_MERGED_BO", "WANGGE_CLOSED_WITH_OTHER_BO");
        assertThat(PROVIDERS.sentTo(first.phone())).hasSize(1);
        assertThat(told(older)).containsExactly("CLOSED " + first.code());
    }

    @Test
    void whatDidNotPassIsTheirsOnceMoreAndSaysUntilWhen() {
        var id = newCase();
        var member = member("zh");
        var number = "WG2026-0000106";

        happens(
                id,
                8,
                new CaseVerificationFailed("r", DUE, "1", assignee(member), about(number)),
                "county-demo");

        assertThat(alert(id, "REWORK", "SENT").path("recipient").asString())
                .isEqualTo(member.code());
        awaitCard(member.wecom(), number, "请于 11-26 10:00 前重新处置");
    }

    @Test
    void factsFromBeforeTheySaidWhatTheyAreAboutTellNobody() {
        var id = newCase();
        var member = member("zh");
        var reporter = reporter("zh");
        List<CaseEvent> old =
                List.of(
                        new CaseReturned("r", null, null, null, null),
                        new CaseRecalled("r", null, null, assignee(member), null),
                        new CaseReplied("n", reporter.code(), "t", null, null),
                        new CaseDeclined("r", reporter.code(), null, null),
                        new CaseVerificationFailed("r", null, null, assignee(member), null));
        for (int i = 0; i < old.size(); i++) {
            happens(id, 5 + i, old.get(i), "county-demo");
        }
        happens(
                id,
                20,
                new CaseLeftForDispatcher("WG2026-0000107", "REQUEST", "UNLOCATED", "540328"),
                "system");

        // What came last shows that the others were taken in.
        alert(id, "LEFT_FOR_DISPATCHER", "SENT");
        assertThat(told(id)).containsExactly("LEFT_FOR_DISPATCHER " + DISPATCH);
    }

    /** Whoever had it suspended knows; who reminds later is the system. */
    @Test
    void nobodyIsToldOfWhatTheyDidThemselves() {
        var id = newCase();
        var member = member("zh");
        var about = about("WG2026-0000108");
        happens(
                id,
                6,
                new CaseSuspended("r", DUE, null, assignee(member), about, null),
                member.code() + " via county-demo");
        happens(
                id,
                7,
                new CaseReminded("HANDLE", 50, DUE, assignee(member), about, null),
                "system");

        alert(id, "REMINDED", "SENT");
        assertThat(told(id)).containsExactly("REMINDED " + member.code());
        awaitCard(member.wecom(), "WG2026-0000108", "即将到期");
    }

    @Test
    void whileNobodyHasItTheDispatcherIsReminded() {
        var id = newCase();

        happens(
                id,
                6,
                new CaseReminded("DISPATCH", 80, DUE, null, about("WG2026-0000109"), null),
                "system");

        assertThat(alert(id, "REMINDED", "SENT").path("recipient").asString()).isEqualTo(DISPATCH);
    }

    /** Most townships have no dispatch centre: a leader is on duty there. */
    @Test
    void whatClimbsToATownshipWithoutACentreIsItsLeadersOnDuty() {
        var leader = "person:540328103.leader";
        var reached = "leader." + UUID.randomUUID();
        state(
                "duty:540328103000",
                new DutyState(
                        "540328103000",
                        List.of(
                                new OnDuty(
                                        "PERSON",
                                        leader,
                                        "LEADER",
                                        "zh",
                                        null,
                                        null,
                                        contact(leader, reached, "")))));
        await().until(() -> contacts.answering("540328103"), leader::equals);
        var about = new About("WG2026-0000111", "HAZARD", null, "540328103201");
        var id = newCase();

        happens(
                id,
                6,
                new CaseEscalated("ACCEPT", DUE, "540328103000", null, about, null),
                "system");
        alert(id, "ESCALATED", "SENT");
        happens(
                id,
                7,
                new CaseEscalated("ACCEPT", DUE, "540328000000", null, about, null),
                "system");

        await().untilAsserted(() ->
                assertThat(told(id))
                        .containsExactlyInAnyOrder("ESCALATED " + leader, "ESCALATED " + DISPATCH));
        awaitCard(reached, "WG2026-0000111", "逾期未办");
    }

    @Test
    void whatIsOverdueClimbsToOneDivisionAndWhatIsPressedForToWhoHasItAndTheirSuperior() {
        var centre = "unit:540328102-dispatch";
        state(
                "unit:540328102-dispatch",
                new UnitState(
                        "540328102-dispatch",
                        "乡网格中心",
                        "DISPATCH_CENTRE",
                        "540328102000",
                        "zh",
                        contact("540328102-dispatch", "dispatch.540328102", "19900010102")));
        await().until(() -> contacts.dispatchers("540328102201").contains(centre));
        var member = member("zh");
        var about = new About("WG2026-0000110", "HAZARD", null, "540328102201");
        var overdue = newCase();
        var pressed = newCase();

        happens(
                overdue,
                6,
                new CaseEscalated("HANDLE", DUE, "540328102000", assignee(member), about, null),
                "system");
        happens(pressed, 6, new CaseSupervised("RED", "t", assignee(member), about), "county-demo");

        JsonNode climbed = alert(overdue, "ESCALATED", "SENT");
        assertThat(climbed.path("recipient").asString()).isEqualTo(centre);
        await().untilAsserted(() ->
                assertThat(told(pressed))
                        .containsExactlyInAnyOrder(
                                "SUPERVISED " + member.code(), "SUPERVISED_SUPERIOR " + centre));
        awaitCard(member.wecom(), "WG2026-0000110", "隐患收到红牌");
        awaitCard("dispatch.540328102", "WG2026-0000110", "下级隐患收到红牌");
        assertThat(told(overdue)).hasSize(1);
    }
}
