package dev.wangge.grids.period;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.platform.web.Times;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A zero-report as the API shows it. What a finding says is in its case.
 *
 * @param recipient who reports: a member code, or {@code unit:} and a unit's code
 * @param escalatedTo who was told that it is missing, where that was known here
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ZeroReportView(
        String id,
        String periodId,
        String divisionCode,
        String day,
        Status status,
        @Nullable String recipient,
        @Nullable String escalatedTo,
        String remindAt,
        String dueBy,
        @Nullable FiledView filed,
        List<FindingView> findings,
        long version) {

    record FiledView(String at, String by, Via via) {}

    /** A finding, and the case that it became or is about to become. */
    record FindingView(String caseId, @Nullable String kind, String at, String by, Via via) {}

    static ZeroReportView of(ZeroReport report) {
        var head = report.head();
        var state = report.state();
        var filed = state.filed();
        return new ZeroReportView(
                head.id(),
                head.period(),
                head.division(),
                head.day().toString(),
                state.status(),
                state.recipient(),
                state.escalatedTo(),
                Times.utc(head.remindAt()),
                Times.utc(head.dueAt()),
                filed == null
                        ? null
                        : new FiledView(Times.utc(filed.at()), filed.by(), filed.via()),
                state.findings().stream()
                        .map(it ->
                                new FindingView(
                                        Objects.requireNonNull(it.caseId()),
                                        it.kind(),
                                        Times.utc(it.at()),
                                        it.by(),
                                        it.via()))
                        .toList(),
                report.version());
    }
}
