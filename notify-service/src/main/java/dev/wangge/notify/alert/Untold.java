package dev.wangge.notify.alert;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAmended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAssessed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCategorized;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildEnded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseContactRead;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDrawnForCheck;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDuplicateAdded;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseNoted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseParentTold;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRecordedOnDevice;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplit;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSupervisionAcknowledged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerified;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import java.util.Map;

/** Of what nobody is told, and why: an event has a {@link Rule}, or a row here. */
final class Untold {
    static final Map<Class<?>, String> WHY =
            Map.ofEntries(
                    Map.entry(
                            CaseReported.class,
                            "what comes with it is told: that it went out, or was left for a dispatcher"),
                    Map.entry(CaseLocated.class, "where it lies is told with what follows from it"),
                    Map.entry(
                            CaseLocatingPostponed.class,
                            "it is located by itself before long, and told then"),
                    Map.entry(
                            CaseAccepted.class,
                            "whoever accepts it dispatches it; a reminder tells when nobody does"),
                    Map.entry(
                            CaseVoided.class,
                            "nobody had it, and what should not be here is answered to nobody"),
                    Map.entry(
                            CaseMerged.class,
                            "its reporter is told when the other case has it, a moment later"),
                    Map.entry(CaseDuplicateAdded.class, "who has it sees it on the case"),
                    Map.entry(CaseSplit.class, "each child is told as a case of its own"),
                    Map.entry(CaseChildOpened.class, "it is a case, which is told itself"),
                    Map.entry(CaseChildEnded.class, "it is told when all of them have ended"),
                    Map.entry(CaseChildReopened.class, "that case tells it itself"),
                    Map.entry(CaseSplitOff.class, "what it is a part of is seen on the case"),
                    Map.entry(CaseParentTold.class, "it is told in the other case"),
                    Map.entry(CaseTriaged.class, "who has it stays who has it"),
                    Map.entry(CaseStarted.class, "it is under way, as was expected"),
                    Map.entry(
                            CaseHandled.class,
                            "it waits among what is to be verified; a reminder tells when nobody does"),
                    Map.entry(
                            CaseVerified.class,
                            "it waits among what is to be closed; a reminder tells when nobody does"),
                    Map.entry(
                            CaseDrawnForCheck.class,
                            "it waits among what is to be checked; a reminder tells when nobody does"),
                    Map.entry(
                            CaseDueMoved.class,
                            "whoever set the calendar was shown what it moves; reminders go by it"),
                    Map.entry(CaseAmended.class, "who has it sees it on the case"),
                    Map.entry(CaseCategorized.class, "who has it sees it on the case"),
                    Map.entry(CaseAssessed.class, "who has it sees it on the case"),
                    Map.entry(CaseConfided.class, "few are to know, and they see it on the case"),
                    Map.entry(CaseContactRead.class, "it is kept for whoever audits"),
                    Map.entry(CaseRecordedOnDevice.class, "what was recorded tells them"),
                    Map.entry(
                            CaseSupervisionAcknowledged.class,
                            "who pressed for it sees it on the case"),
                    Map.entry(
                            CaseRated.class,
                            "it is counted; who is not content is followed up, which is told"),
                    Map.entry(CaseNoted.class, "it is for those who look at the case"),
                    Map.entry(CaseAlertAcknowledged.class, "it is what became of an alert"),
                    Map.entry(CaseAlertReported.class, "it is what became of an alert"),
                    Map.entry(
                            ZeroReportDue.class,
                            "its day has only begun; who reports is reminded when the hour is near"),
                    Map.entry(ZeroReportFiled.class, "it is there, as was expected"),
                    Map.entry(ZeroReportWithdrawn.class, "nobody waits for it any more"),
                    Map.entry(FindingReported.class, "it becomes a case, which is told"));

    private Untold() {}
}
