package dev.wangge.contracts.fieldwork.v1;

import dev.wangge.contracts.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a zero-report (零报告): what a division says of one day of a key period. Key: the
 * zero-report's id. Who and when are in the envelope. Free text rides sealed only.
 *
 * <p>Recipients are as {@link dev.wangge.contracts.Recipient} writes them; null where nobody is
 * known, and whoever dispatches there is meant. Days are ISO dates in the county's zone.
 */
public sealed interface ZeroReportEvent {

    /** Its day began: it is due by then, and this is who reports. */
    @EventType("wangge.zero-report.due.v1")
    record ZeroReportDue(
            String period,
            String division,
            String day,
            @Nullable String recipient,
            Instant remindAt,
            Instant dueBy)
            implements ZeroReportEvent {}

    /** It is not there yet, and the hour is near: the recipient is to be reminded. */
    @EventType("wangge.zero-report.chased.v1")
    record ZeroReportChased(
            String period,
            String periodName,
            String division,
            String day,
            @Nullable String recipient,
            Instant dueBy)
            implements ZeroReportEvent {}

    /** It is there: via is API, LINK or SMS; finding says whether there was something to report. */
    @EventType("wangge.zero-report.filed.v1")
    record ZeroReportFiled(
            String period, String division, String day, String via, boolean finding, boolean late)
            implements ZeroReportEvent {}

    /** The hour has passed without it: its superior is to be told. */
    @EventType("wangge.zero-report.missed.v1")
    record ZeroReportMissed(
            String period,
            String periodName,
            String division,
            String day,
            @Nullable String recipient,
            @Nullable String escalatedTo,
            Instant dueBy)
            implements ZeroReportEvent {}

    /** Nobody waits for it any more: its period was cancelled. */
    @EventType("wangge.zero-report.withdrawn.v1")
    record ZeroReportWithdrawn(String period, String division, String day)
            implements ZeroReportEvent {}

    /**
     * There was something to report: it becomes a case.
     *
     * @param caseId the id of that case
     * @param kind a case's
     * @param sealed a JSON object of {@code title} and {@code description}, sealed for {@code
     *     caseId}
     */
    @EventType("wangge.zero-report.finding.v1")
    record FindingReported(
            String period,
            String division,
            String day,
            String caseId,
            String kind,
            String sealed,
            @Nullable Spot spot)
            implements ZeroReportEvent {}

    /** Where it lies, if that was said: degrees in crs WGS84, GCJ02 or CGCS2000; or a grid. */
    record Spot(
            @Nullable Double lng,
            @Nullable Double lat,
            @Nullable String crs,
            @Nullable String gridCode) {}
}
