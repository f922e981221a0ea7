package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wangge.contracts.cases.v1.CaseEvent.Assignee;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseClosed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDispatched;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLeftForDispatcher;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecalled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReturned;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is told of what, and what settles it: written down, not derived from the rows. */
class RuleTest {
    private static final Instant HOUR = Instant.parse("2026-10-01T09:00:00Z");

    static Stream<Arguments> events() {
        return Stream.of(
                arguments(
                        new CaseDispatched(
                                "n",
                                "k",
                                "t",
                                new Assignee("MEMBER", "m"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        "DISPATCHED",
                        "DISPATCHED LEFT_FOR_DISPATCHER CLOSED UNDELIVERED"),
                arguments(
                        new CaseLeftForDispatcher("n", "k", "UNLOCATED", null),
                        "LEFT_FOR_DISPATCHER",
                        ""),
                arguments(
                        new CaseClosed("n", "k", null, null, null),
                        "CLOSED",
                        "DISPATCHED LEFT_FOR_DISPATCHER UNDELIVERED"),
                arguments(
                        new CaseSettled("n", "k", null, "w", List.of(), null),
                        "CLOSED",
                        "DISPATCHED LEFT_FOR_DISPATCHER UNDELIVERED"),
                arguments(new CaseAccepted(null, null), "", "LEFT_FOR_DISPATCHER"),
                arguments(new CaseDeclined("r", null, null), "", "LEFT_FOR_DISPATCHER"),
                arguments(new CaseVoided("r"), "", "LEFT_FOR_DISPATCHER"),
                arguments(new CaseStarted(), "", "DISPATCHED UNDELIVERED"),
                arguments(
                        new CaseHandled("w", List.of(), null, null), "", "DISPATCHED UNDELIVERED"),
                arguments(
                        new CaseRecalled("r", null, null, null, null),
                        "",
                        "DISPATCHED UNDELIVERED"),
                arguments(new CaseReturned("r", null, null, null), "", "DISPATCHED UNDELIVERED"),
                arguments(new CaseVerified(null, null, null), "", ""),
                arguments(new CaseReplied("n", null, "t", null), "", ""),
                arguments(new CaseRated(5, null), "", ""),
                arguments(new CaseNoted("t"), "", ""),
                arguments(new CaseAlertAcknowledged("a"), "", ""),
                arguments(new ZeroReportDue("p", "d", "2026-10-01", null, HOUR, HOUR), "", ""),
                arguments(
                        new ZeroReportChased("p", "国庆节", "d", "2026-10-01", null, HOUR),
                        "ZERO_REPORT_DUE",
                        ""),
                arguments(
                        new ZeroReportMissed("p", "国庆节", "d", "2026-10-01", null, null, HOUR),
                        "ZERO_REPORT_MISSED",
                        ""),
                arguments(
                        new ZeroReportFiled("p", "d", "2026-10-01", "SMS", false, false),
                        "",
                        "ZERO_REPORT_DUE ZERO_REPORT_UNREACHED ZERO_REPORT_MISSED"),
                arguments(
                        new ZeroReportWithdrawn("p", "d", "2026-10-01"),
                        "",
                        "ZERO_REPORT_DUE ZERO_REPORT_UNREACHED ZERO_REPORT_MISSED"));
    }

    private static List<String> names(String named) {
        return Stream.of(named.split(" ", -1)).filter(name -> !name.isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsToldAndSettlesWhatIsWrittenHere(Object event, String told, String settled) {
        assertThat(Rule.values())
                .filteredOn(rule -> rule.isToldOf(event))
                .extracting(Rule::name)
                .containsExactlyElementsOf(names(told));
        assertThat(Rule.values())
                .filteredOn(rule -> rule.isSettledBy(event))
                .extracting(Rule::name)
                .containsExactlyElementsOf(names(settled));
    }

    @Test
    void eachIsForItsAudience() {
        assertThat(Rule.values())
                .extracting(rule -> rule + " " + rule.audience())
                .containsExactly(
                        "DISPATCHED ASSIGNEE",
                        "LEFT_FOR_DISPATCHER DISPATCHER",
                        "CLOSED REPORTER",
                        "UNDELIVERED SUPERIORS",
                        "ZERO_REPORT_DUE REPORTING",
                        "ZERO_REPORT_UNREACHED SUPERIORS",
                        "ZERO_REPORT_MISSED ESCALATED_TO");
    }

    @Test
    void whoIsAboveIsToldByTheRuleOfTheSameSubject() {
        assertThat(Rule.values())
                .extracting(rule -> rule + " " + rule.whenUndelivered().map(Rule::name).orElse("-"))
                .containsExactly(
                        "DISPATCHED UNDELIVERED",
                        "LEFT_FOR_DISPATCHER UNDELIVERED",
                        "CLOSED -",
                        "UNDELIVERED UNDELIVERED",
                        "ZERO_REPORT_DUE ZERO_REPORT_UNREACHED",
                        "ZERO_REPORT_UNREACHED ZERO_REPORT_UNREACHED",
                        "ZERO_REPORT_MISSED ZERO_REPORT_MISSED");
    }

    @Test
    void onlyAReminderAsksForAnSmsAndOnlyTheCentresAlertIsAnybodys() {
        assertThat(Rule.values())
                .filteredOn(Rule::isAnswerable)
                .containsExactly(Rule.ZERO_REPORT_DUE);
        assertThat(Rule.values())
                .filteredOn(Rule::isAnsweredByAnybody)
                .containsExactly(Rule.LEFT_FOR_DISPATCHER);
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
