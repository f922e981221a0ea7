package dev.wangge.notify.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.alerts.v1.AlertEvent.ZeroReportAlertStatusChanged;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.About;
import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAnswered;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAsked;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildrenEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseEscalated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseForwarded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseJoined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMergeCompleted;
import dev.wangge.contracts.cases.v1.CaseEvent.CasePartFinished;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseQuestionLapsed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReminded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervised;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.contracts.cases.v1.CaseEvent.Duplicate;
import dev.wangge.contracts.cases.v1.CaseEvent.Side;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.platform.event.ReceivedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What events of each subject are told of, whom they name, and what they settle. */
class OccasionTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-25T02:00:00Z");

    private static final About ABOUT =
            new About("WG2026-0000123", "HAZARD", "540328101201001", "540328101201");

    private static ReceivedEvent by(String actor) {
        return new ReceivedEvent(
                "e-1", "/x", "t", "s-1", AT, 5, Actor.parse(actor), Optional.empty());
    }

    private static Occasion ofCase(CaseEvent event) {
        return CaseSubject.occasion(event, by("system"));
    }

    private static Occasion ofReport(ZeroReportEvent event) {
        return ZeroReportSubject.occasion(event, by("system"));
    }

    private static CaseDispatched dispatchedTo(String type, String code) {
        return dispatchedTo(new Assignee(type, code), null);
    }

    private static CaseDispatched dispatchedTo(String member, Assignee previous) {
        return dispatchedTo(new Assignee("MEMBER", member), previous);
    }

    private static CaseDispatched dispatchedTo(Assignee assignee, @Nullable Assignee previous) {
        return new CaseDispatched(
                "WG2026-0000123",
                "EMERGENCY",
                "NEIGHBOUR",
                assignee,
                "540328101201001",
                "540328101201",
                DUE,
                null,
                null,
                previous,
                null,
                null);
    }

    @Test
    void aDispatchedCaseIsItsAssignees() {
        var occasion = ofCase(dispatchedTo("MEMBER", "M-1"));

        assertThat(occasion.named(Party.ASSIGNEE)).contains("M-1");
        assertThat(ofCase(dispatchedTo("UNIT", "540328-police")).named(Party.ASSIGNEE))
                .contains("unit:540328-police");
        var subject = new CaseSubject("s-1", "WG2026-0000123", "EMERGENCY");
        assertThat(occasion.cause())
                .isEqualTo(new Cause("e-1", AT, subject, "540328101201001", "540328101201", DUE));
        assertThat(subject.isEmergency()).isTrue();
    }

    @Test
    void aCaseThatWasLeftNamesNobodyAndAClosedOneItsReporter() {
        var left = ofCase(new CaseLeftForDispatcher("n", "REQUEST", "UNLOCATED", "540328"));
        assertThat(left.named()).isEmpty();
        assertThat(Objects.requireNonNull(left.cause()).place()).isEqualTo("540328");
        assertThat(
                        ofCase(new CaseClosed("n", "REQUEST", "p-1", null, null, null, null))
                                .named(Party.REPORTER))
                .contains("p-1");
        assertThat(
                        ofCase(
                                        new CaseSettled(
                                                "n", "REQUEST", "p-2", "w", List.of(), null, null,
                                                null))
                                .named(Party.REPORTER))
                .contains("p-2");
    }

    @Test
    void whoHadACaseIsNamedUnlessItIsTheirsAgain() {
        var theirs = new Assignee("MEMBER", "M-1");
        assertThat(ofCase(new CaseRecalled("r", DUE, "1", theirs, ABOUT)).named(Party.PREVIOUS))
                .contains("M-1");
        assertThat(ofCase(dispatchedTo("M-2", theirs)).named(Party.PREVIOUS)).contains("M-1");
        assertThat(ofCase(dispatchedTo("M-1", theirs)).named(Party.PREVIOUS)).isEmpty();
    }

    /** Each by its own number, which is what its reporter knows. */
    @Test
    void whatIsToldOfACaseIsToldOfItsDuplicates() {
        var duplicates =
                List.of(
                        new Duplicate("d-1", "WG2026-0000125", "REQUEST", "p-2"),
                        new Duplicate("d-2", "WG2026-0000126", "HAZARD", null));
        var replied = ofDuplicates(new CaseReplied("n", "p-1", "t", ABOUT, duplicates));

        assertThat(replied).hasSize(2);
        var first = replied.getFirst();
        assertThat(first.named(Party.REPORTER)).contains("p-2");
        assertThat(first.envelope().subject()).isEqualTo("d-1");
        assertThat(Objects.requireNonNull(first.cause()).subject())
                .isEqualTo(new CaseSubject("d-1", "WG2026-0000125", "REQUEST"));
        assertThat(replied.getLast().named()).as("anonymous").isEmpty();

        // They are asked for no rating: the words are others.
        var closed =
                ofDuplicates(
                        new CaseClosed("n", "HAZARD", "p-1", null, "540328", null, duplicates));
        assertThat(closed.getFirst().named(Party.DUPLICATE_REPORTER)).contains("p-2");
        assertThat(closed.getFirst().named(Party.REPORTER)).isEmpty();
        var reopened = ofDuplicates(new CaseReopened("r", 2, DUE, "1", ABOUT, duplicates, null));
        assertThat(reopened).hasSize(2).allMatch(it -> it.cause() == null);
        assertThat(ofDuplicates(new CaseReplied("n", "p-1", "t", ABOUT, null))).isEmpty();
    }

    private static List<Occasion> ofDuplicates(CaseEvent event) {
        return Duplicates.occasions(event, by("county-demo"));
    }

    @Test
    void whoTakesPartIsNamedBesideWhoIsInCharge() {
        var lead = new Assignee("MEMBER", "M-1");
        var county = new Side("COUNTY", "540302");
        var joined = ofCase(new CaseJoined(county, DUE, "1", List.of("54"), lead, ABOUT));

        assertThat(joined.named(Party.JOINED)).contains("dispatcher:540302");
        assertThat(joined.named(Party.ASSIGNEE)).contains("M-1");
        assertThat(Objects.requireNonNull(joined.cause()).due()).isEqualTo(DUE);
        var unit = new Side("UNIT", "540328-water");
        assertThat(
                        ofCase(new CaseJoined(unit, DUE, "1", List.of(), lead, ABOUT))
                                .named(Party.JOINED))
                .contains("unit:540328-water");
        assertThat(
                        ofCase(new CasePartFinished(unit, "w", List.of(), lead, ABOUT))
                                .named(Party.ASSIGNEE))
                .contains("M-1");
    }

    @Test
    void thatAllPartsHaveEndedIsSaidToWhoHasTheWhole() {
        var lead = new Assignee("MEMBER", "M-1");

        assertThat(ofCase(new CaseChildrenEnded(lead, ABOUT)).named(Party.ASSIGNEE))
                .contains("M-1");
        assertThat(ofCase(new CaseChildrenEnded(null, ABOUT)).named(Party.ASSIGNEE)).isEmpty();
    }

    @Test
    void aDuplicateIsSaidToItsReporterWithTheNumberItJoined() {
        var merged = ofCase(new CaseMergeCompleted("c-1", "WG2026-0000001", "p-1", ABOUT));

        assertThat(merged.named(Party.REPORTER)).contains("p-1");
        assertThat(Objects.requireNonNull(merged.cause()).subject().wording("村", null).values())
                .containsEntry("number", "WG2026-0000123")
                .containsEntry("into", "WG2026-0000001");
    }

    @Test
    void whoIsAskedAndWhoeverItIsForwardedToAreNamedByReference() {
        var asked = ofCase(new CaseAsked("Q1", "q", "p-1", DUE, true, ABOUT));
        assertThat(asked.named()).containsExactly(Map.entry(Party.REPORTER, "p-1"));
        assertThat(Objects.requireNonNull(asked.cause()).due()).isEqualTo(DUE);
        assertThat(ofCase(new CaseForwarded("Q2", "w", "o-1", DUE, true, ABOUT)).named())
                .containsExactly(Map.entry(Party.OUTSIDER, "o-1"));
        var theirs = new Assignee("MEMBER", "M-1");
        assertThat(ofCase(new CaseAnswered("Q2", "t", null, null, theirs, ABOUT)).named())
                .containsExactly(Map.entry(Party.ASSIGNEE, "M-1"));
        assertThat(ofCase(new CaseQuestionLapsed("Q1", null, null, ABOUT)).named()).isEmpty();
    }

    @Test
    void aDivisionToWhichItClimbsIsWhoeverDispatchesThere() {
        var climbed = ofCase(new CaseEscalated("HANDLE", DUE, "540328101000", null, ABOUT, null));

        assertThat(climbed.named(Party.ESCALATED_TO)).contains("dispatcher:540328101");
        assertThat(Objects.requireNonNull(climbed.cause()).due()).isEqualTo(DUE);
    }

    /** What was handled still has an assignee, who is not the one to verify it. */
    @Test
    void onlyOfTheWorkItselfIsWhoHasItReminded() {
        var theirs = new Assignee("MEMBER", "M-1");
        assertThat(
                        ofCase(new CaseReminded("HANDLE", 50, DUE, theirs, ABOUT, null))
                                .named(Party.ASSIGNEE))
                .contains("M-1");
        assertThat(
                        ofCase(new CaseReminded("VERIFY", 50, DUE, theirs, ABOUT, null))
                                .named(Party.ASSIGNEE))
                .isEmpty();
    }

    @Test
    void factsFromBeforeThereWasAboutTellNobody() {
        for (var old :
                List.of(
                        new CaseReplied("n", "p-1", "t", null, null),
                        new CaseDeclined("r", null, null, null),
                        new CaseReturned("r", null, null, null, null),
                        new CaseRecalled("r", null, null, null, null),
                        new CaseVerificationFailed("r", null, null, null, null))) {
            assertThat(ofCase(old).cause()).as(old.toString()).isNull();
        }
    }

    @Test
    void aRungIsSaidAndStored() {
        var cause =
                Objects.requireNonNull(ofCase(new CaseSupervised("RED", "t", null, ABOUT)).cause());

        assertThat(cause.subject())
                .isEqualTo(new CaseSubject("s-1", "WG2026-0000123", "HAZARD", "RED"));
        assertThat(cause.subject().wording("拉乌村", null).terms())
                .isEqualTo(Map.of("kind", "kind.HAZARD", "rung", "rung.RED"));
    }

    @Test
    void whatIsNotToldHasNoCause() {
        assertThat(ofCase(new CaseStarted()).cause()).isNull();
        assertThat(
                        ofReport(new ZeroReportFiled("p", "d", "2026-10-01", "API", false, false))
                                .cause())
                .isNull();
    }

    @Test
    void aChasedReportIsWhoReportsAndAMissedOneTheirSuperiors() {
        var chased = ofReport(new ZeroReportChased("p", "国庆节", "540328", "2026-10-01", "M-1", DUE));
        var missed =
                ofReport(
                        new ZeroReportMissed(
                                "p", "国庆节", "540328", "2026-10-01", "M-1", "unit:gov", DUE));

        assertThat(chased.named(Party.REPORTING)).contains("M-1");
        assertThat(missed.named(Party.ESCALATED_TO)).contains("unit:gov");
        assertThat(chased.cause()).isEqualTo(missed.cause());
        assertThat(chased.cause())
                .isEqualTo(
                        new Cause(
                                "e-1",
                                AT,
                                new ZeroReportSubject("s-1", "国庆节", "2026-10-01"),
                                null,
                                "540328",
                                DUE));
    }

    /** Or a case that goes out again by itself would silence whom it went to before. */
    @Test
    void whatTheSystemDoesWithACaseSettlesNothing() {
        assertThat(ofCase(new CaseStarted()).settlesBefore()).isNull();
        assertThat(CaseSubject.occasion(new CaseStarted(), by("M-1 via c")).settlesBefore())
                .isEqualTo(AT);
    }

    /** A report may come in the millisecond in which it was asked for. */
    @Test
    void aReportSettlesWhatWasAskedAtTheSameMoment() {
        var filed = ofReport(new ZeroReportFiled("p", "d", "2026-10-01", "API", false, false));

        assertThat(filed.settlesBefore()).isAfter(AT).isBefore(AT.plusMillis(1));
    }

    @Test
    void eachKindIsStoredAndReadInItsOwnFields() {
        for (var subject :
                List.of(
                        new CaseSubject("s-1", "WG2026-0000123", "HAZARD"),
                        new CaseSubject("s-1", "WG2026-0000123", "HAZARD", "YELLOW"),
                        new CaseSubject("s-1", "WG2026-0000123", "HAZARD", null, "WG2026-0000001"),
                        new ZeroReportSubject("s-1", "国庆节", "2026-10-01"))) {
            var cause = new Cause("e-1", AT, subject, null, "540328", null);
            var alert = new Document();
            cause.into(alert);

            assertThat(alert.getString(subject.type().field())).isEqualTo("s-1");
            assertThat(Cause.from(alert)).isEqualTo(cause);
        }
    }

    @Test
    void eachKindPublishesFactsOfItsOwn() {
        var ofCase = new CaseSubject("s-1", "WG2026-0000123", "HAZARD");
        var report = new ZeroReportSubject("s-1", "国庆节", "2026-10-01");

        assertThat(ofCase.moved("DISPATCHED", "M-1", "C", "SENT", true))
                .isEqualTo(new AlertStatusChanged("s-1", "DISPATCHED", "M-1", "C", "SENT", true));
        assertThat(report.moved("ZERO_REPORT_DUE", "M-1", null, "SUPPRESSED", false))
                .isEqualTo(
                        new ZeroReportAlertStatusChanged(
                                "s-1", "ZERO_REPORT_DUE", "M-1", null, "SUPPRESSED", false));
        assertThat(ofCase.replied("M-1", "r", "sealed")).isEmpty();
        assertThat(report.replied("M-1", "r", "sealed"))
                .contains(new AlertReplied("s-1", "M-1", "r", "sealed"));
    }
}
