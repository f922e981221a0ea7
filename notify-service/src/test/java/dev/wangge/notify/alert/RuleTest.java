package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told of what, and what settles it: written down, not derived from the rows. */
class RuleTest {
    private static final String TOLD_AND_SETTLED =
            """
            CaseReported |  |
            CaseAmended |  |
            CaseCategorized |  |
            CaseAssessed |  |
            CaseConfided |  |
            CaseContactRead |  |
            CaseRecordedOnDevice |  |
            CaseLocated |  |
            CaseLocatingPostponed |  |
            CaseLeftForDispatcher | LEFT_FOR_DISPATCHER |
            CaseAccepted |  | LEFT_FOR_DISPATCHER MERGE_UNDONE RETURNED REOPENED REMINDED ESCALATED UNDELIVERED
            CaseDeclined | DECLINED | LEFT_FOR_DISPATCHER MERGE_UNDONE ASKED FORWARDED RETURNED REOPENED REMINDED ESCALATED UNDELIVERED
            CaseVoided |  | LEFT_FOR_DISPATCHER MERGE_UNDONE ASKED FORWARDED RETURNED REOPENED REMINDED ESCALATED UNDELIVERED
            CaseMerged |  | LEFT_FOR_DISPATCHER MERGE_UNDONE ASKED FORWARDED RETURNED REOPENED REMINDED ESCALATED UNDELIVERED
            CaseMergeCompleted | MERGED |
            CaseMergeUndone | MERGE_UNDONE |
            CaseDuplicateAdded |  |
            CaseJoined | JOINED JOINED_IN_CHARGE JOINED_HERE |
            CasePartFinished | PART_FINISHED |
            CaseSplit |  | CHILDREN_ENDED
            CaseChildOpened |  |
            CaseChildEnded |  |
            CaseChildReopened |  | CHILDREN_ENDED
            CaseChildrenEnded | CHILDREN_ENDED |
            CaseSplitOff |  |
            CaseParentTold |  |
            CaseTriaged |  |
            CaseDispatched | DISPATCHED TAKEN_OVER | DISPATCHED LEFT_FOR_DISPATCHER CLOSED MERGE_UNDONE ANSWERED QUESTION_LAPSED RETURNED REWORK REOPENED EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseRecalled | RECALLED | DISPATCHED ANSWERED QUESTION_LAPSED REWORK EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseReturned | RETURNED | DISPATCHED ANSWERED QUESTION_LAPSED REWORK EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseStarted |  | DISPATCHED REWORK REMINDED ESCALATED UNDELIVERED
            CaseHandled |  | DISPATCHED ANSWERED QUESTION_LAPSED REWORK EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseSettled | CLOSED CLOSED_WITH_OTHER | DISPATCHED LEFT_FOR_DISPATCHER MERGE_UNDONE ASKED FORWARDED ANSWERED QUESTION_LAPSED RETURNED REWORK REOPENED REOPENED_REPORTER EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseVerified |  | REMINDED ESCALATED UNDELIVERED
            CaseVerificationFailed | REWORK | REMINDED ESCALATED UNDELIVERED
            CaseClosed | CLOSED CLOSED_WITH_OTHER | DISPATCHED LEFT_FOR_DISPATCHER MERGE_UNDONE ASKED FORWARDED ANSWERED QUESTION_LAPSED RETURNED REWORK REOPENED REOPENED_REPORTER EXTENSION_ASKED EXTENSION_APPROVED EXTENSION_REFUSED SUSPENDED RESUMED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR JOINED JOINED_IN_CHARGE JOINED_HERE PART_FINISHED CHILDREN_ENDED REMINDED ESCALATED SUPERVISED SUPERVISED_SUPERIOR UNDELIVERED
            CaseReopened | REOPENED REOPENED_REPORTER | CLOSED CLOSED_WITH_OTHER FOLLOW_UP FOLLOWED_UP REMINDED ESCALATED UNDELIVERED
            CaseDrawnForCheck |  |
            CaseFollowUpOpened | FOLLOW_UP |
            CaseCheckPassed | FOLLOWED_UP | FOLLOW_UP REMINDED ESCALATED UNDELIVERED
            CaseExtensionAsked | EXTENSION_ASKED |
            CaseExtensionApproved | EXTENSION_APPROVED | EXTENSION_ASKED REMINDED ESCALATED UNDELIVERED
            CaseExtensionRefused | EXTENSION_REFUSED | EXTENSION_ASKED
            CaseSuspended | SUSPENDED | REMINDED ESCALATED UNDELIVERED
            CaseResumed | RESUMED | SUSPENDED WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR
            CaseWindowWarned | WINDOW_SHUTS WINDOW_SHUTS_SUPERIOR |
            CaseDueMoved |  |
            CaseReminded | REMINDED |
            CaseEscalated | ESCALATED |
            CaseSupervised | SUPERVISED SUPERVISED_SUPERIOR |
            CaseSupervisionAcknowledged |  | SUPERVISED
            CaseAsked | ASKED | QUESTION_LAPSED
            CaseForwarded | FORWARDED | QUESTION_LAPSED
            CaseAnswered | ANSWERED | QUESTION_LAPSED
            CaseQuestionLapsed | QUESTION_LAPSED |
            CaseReplied | REPLIED | REPLIED
            CaseRated |  |
            CaseNoted |  |
            CaseAlertAcknowledged |  |
            CaseAlertReported |  |
            ZeroReportDue |  |
            ZeroReportChased | ZERO_REPORT_DUE |
            ZeroReportFiled |  | ZERO_REPORT_DUE ZERO_REPORT_UNREACHED ZERO_REPORT_MISSED
            ZeroReportMissed | ZERO_REPORT_MISSED |
            ZeroReportWithdrawn |  | ZERO_REPORT_DUE ZERO_REPORT_UNREACHED ZERO_REPORT_MISSED
            FindingReported |  |
            """;

    private record Line(String event, List<String> told, List<String> settled) {
        static Line of(String line) {
            var cells = line.split("\\|", -1);
            return new Line(cells[0].trim(), names(cells[1]), names(cells[2]));
        }

        private static List<String> names(String cell) {
            return Stream.of(cell.trim().split(" ", -1)).filter(it -> !it.isEmpty()).toList();
        }
    }

    static Stream<Class<?>> events() {
        return Stream.of(CaseEvent.class, ZeroReportEvent.class).flatMap(RuleTest::records);
    }

    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Stream.of(sealed.getPermittedSubclasses()).flatMap(RuleTest::records);
    }

    @Test
    void eachEventIsWrittenHereOnce() {
        assertThat(TOLD_AND_SETTLED.lines().map(line -> Line.of(line).event()))
                .containsExactlyInAnyOrderElementsOf(events().map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsToldAndSettlesWhatIsWrittenHere(Class<?> event) {
        var line =
                TOLD_AND_SETTLED
                        .lines()
                        .map(Line::of)
                        .filter(it -> it.event().equals(event.getSimpleName()))
                        .findFirst()
                        .orElseThrow();

        assertThat(Rule.values())
                .filteredOn(rule -> rule.toldOf().contains(event))
                .extracting(Rule::name)
                .containsExactlyElementsOf(line.told());
        assertThat(Rule.values())
                .filteredOn(rule -> rule.settledBy().contains(event))
                .extracting(Rule::name)
                .containsExactlyElementsOf(line.settled());
    }

    /** "Nobody" is an answer, and is written down. */
    @ParameterizedTest
    @MethodSource("events")
    void ofEachEventSomebodyIsToldOrItSaysWhyNobodyIs(Class<?> event) {
        boolean isTold = Stream.of(Rule.values()).anyMatch(rule -> rule.toldOf().contains(event));

        assertThat(Untold.WHY.containsKey(event)).isNotEqualTo(isTold);
    }

    @Test
    void eachIsForItsAudience() {
        assertThat(Rule.values())
                .extracting(rule -> rule + " " + rule.audience())
                .containsExactly(
                        "DISPATCHED ASSIGNEE",
                        "LEFT_FOR_DISPATCHER DISPATCHER",
                        "CLOSED REPORTER",
                        "REPLIED REPORTER",
                        "DECLINED REPORTER",
                        "MERGED REPORTER",
                        "CLOSED_WITH_OTHER DUPLICATE_REPORTER",
                        "MERGE_UNDONE DISPATCHER",
                        "ASKED REPORTER",
                        "FORWARDED OUTSIDER",
                        "ANSWERED ASSIGNEE_OR_DISPATCHER",
                        "QUESTION_LAPSED DISPATCHER",
                        "RETURNED DISPATCHER",
                        "RECALLED PREVIOUS",
                        "TAKEN_OVER PREVIOUS",
                        "REWORK ASSIGNEE",
                        "REOPENED DISPATCHER",
                        "FOLLOW_UP DISPATCHER",
                        "FOLLOWED_UP REPORTER",
                        "REOPENED_REPORTER REPORTER",
                        "EXTENSION_ASKED DISPATCHER",
                        "EXTENSION_APPROVED ASSIGNEE",
                        "EXTENSION_REFUSED ASSIGNEE",
                        "SUSPENDED ASSIGNEE",
                        "RESUMED ASSIGNEE",
                        "WINDOW_SHUTS ASSIGNEE_OR_DISPATCHER",
                        "WINDOW_SHUTS_SUPERIOR SUPERIOR",
                        "JOINED JOINED",
                        "JOINED_IN_CHARGE ASSIGNEE",
                        "JOINED_HERE DISPATCHER",
                        "PART_FINISHED ASSIGNEE_OR_DISPATCHER",
                        "CHILDREN_ENDED ASSIGNEE_OR_DISPATCHER",
                        "REMINDED ASSIGNEE_OR_DISPATCHER",
                        "ESCALATED ESCALATED_TO",
                        "SUPERVISED ASSIGNEE_OR_DISPATCHER",
                        "SUPERVISED_SUPERIOR SUPERIOR",
                        "UNDELIVERED SUPERIORS",
                        "ZERO_REPORT_DUE REPORTING",
                        "ZERO_REPORT_UNREACHED SUPERIORS",
                        "ZERO_REPORT_MISSED ESCALATED_TO");
    }

    /** Nobody is above a reporter; above all others is somebody. */
    @Test
    void whoIsAboveIsToldByTheRuleOfTheSameSubject() {
        assertThat(Rule.values())
                .filteredOn(rule -> rule.whenUndelivered().isEmpty())
                .allMatch(rule ->
                        rule.audience() == Audience.REPORTER
                                || rule.audience() == Audience.DUPLICATE_REPORTER)
                .hasSize(7);
        assertThat(Rule.values())
                .filteredOn(rule -> rule.whenUndelivered().isPresent())
                .extracting(rule -> rule + " " + rule.whenUndelivered().orElseThrow())
                .contains(
                        "ZERO_REPORT_DUE ZERO_REPORT_UNREACHED",
                        "ZERO_REPORT_UNREACHED ZERO_REPORT_UNREACHED",
                        "ZERO_REPORT_MISSED ZERO_REPORT_MISSED")
                .filteredOn(it -> !it.startsWith("ZERO_REPORT"))
                .allMatch(it -> it.endsWith(" UNDELIVERED"));
    }

    @Test
    void onlyAReminderAsksForAnSmsAndOnlyTheCentresAlertsAreAnybodys() {
        assertThat(Rule.values())
                .filteredOn(Rule::isAnswerable)
                .containsExactly(Rule.ZERO_REPORT_DUE);
        assertThat(Rule.values())
                .filteredOn(Rule::isAnsweredByAnybody)
                .containsExactly(
                        Rule.LEFT_FOR_DISPATCHER,
                        Rule.MERGE_UNDONE,
                        Rule.QUESTION_LAPSED,
                        Rule.RETURNED,
                        Rule.REOPENED,
                        Rule.FOLLOW_UP,
                        Rule.EXTENSION_ASKED,
                        Rule.JOINED_HERE);
    }

    @ParameterizedTest
    @EnumSource
    void eachHasWords(Rule rule) {
        for (var language : List.of("", "en", "bo")) {
            var texts =
                    ResourceBundle.getBundle(
                            "dev.wangge.notify.wording.texts", Locale.of(language));
            assertThat(texts.keySet()).contains(rule + ".title", rule + ".text");
        }
    }
}
