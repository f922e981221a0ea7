package dev.wangge.grids.period;

import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.Spot;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.period.FilingBody.Crs;
import dev.wangge.grids.period.FilingBody.Place;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.place.CoordinateFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes zero-reports in, by whichever way they come; all ways at once are one. */
@Component
class FilingCommands {
    private static final int TRIES = 50;
    private final ZeroReportStore reports;
    private final PeriodStore periods;
    private final Directory directory;
    private final Vault vault;
    private final Clock clock;

    FilingCommands(
            ZeroReportStore reports,
            PeriodStore periods,
            Directory directory,
            Vault vault,
            Clock clock) {
        this.reports = reports;
        this.periods = periods;
        this.directory = directory;
        this.vault = vault;
        this.clock = clock;
    }

    /** A zero-report of the caller's divisions: a foreign one is not there. */
    ZeroReport visible(String id, Caller caller) {
        return reports.find(id)
                .filter(report -> caller.covers(Codes.prefix(report.head().division())))
                .orElseThrow(FilingCommands::noSuchReport);
    }

    Optional<ZeroReport> find(String id) {
        return reports.find(id);
    }

    /**
     * Files a report.
     *
     * @return the report as it is then; before says whether it was filed already
     * @throws Problem no-such-zero-report, or action-not-allowed with the state
     */
    Filing file(
            String id,
            Via via,
            @Nullable Finding finding,
            String by,
            @Nullable IdempotencyKey key) {
        for (int i = 0; i < TRIES; i++) {
            var stored = reports.stored(id).orElseThrow(FilingCommands::noSuchReport);
            var it = stored.now();
            if (key != null && key.useAmong(stored.keys()).isPresent()) {
                return new Filing(it, it.status());
            }
            var before = it.status();
            requireOpenPeriod(it);
            it.file(via, finding, by, clock.instant());
            if (reports.save(it, before, key)) {
                return new Filing(reports.find(id).orElse(it), before);
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /**
     * Takes in what somebody wrote who does not wait for an answer: it is filed, or where the
     * report does not take it any more, it becomes a case all the same.
     *
     * @throws Problem no-such-zero-report
     */
    void fileOrPassOn(String id, Via via, @Nullable Finding finding, String by) {
        for (int i = 0; i < TRIES; i++) {
            var stored = reports.stored(id);
            if (stored.isEmpty() && finding == null) {
                return;
            }
            var it = stored.orElseThrow(FilingCommands::noSuchReport).now();
            var now = clock.instant();
            var before = it.status();
            if (finding == null) {
                if (before == Status.WITHDRAWN || isCancelled(it)) {
                    return; // Nobody waits for a report, and there is nothing in it.
                }
                it.file(via, null, by, now);
            } else if (it.takes(finding, LocalDate.ofInstant(now, KeyPeriod.ZONE))
                    && !isCancelled(it)) {
                it.file(via, finding, by, now);
            } else {
                it.passOn(finding, by, now);
            }
            if (reports.save(it, before, null)) {
                return;
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /** A report after somebody filed it, and what it was before. */
    record Filing(ZeroReport report, Status before) {}

    /** The sweep may not have withdrawn it yet. */
    private void requireOpenPeriod(ZeroReport report) {
        if (isCancelled(report)) {
            throw ZeroReport.notAllowed(
                    "The key period was cancelled", PeriodStatus.CANCELLED.name());
        }
    }

    private boolean isCancelled(ZeroReport report) {
        return periods.find(report.head().period())
                .filter(period -> period.cancelled() != null)
                .isPresent();
    }

    /**
     * The finding of a body, checked; null when there is none.
     *
     * @throws Problem invalid-request, or outside-scope for a foreign grid
     */
    @Nullable Finding finding(FilingBody body, Caller caller) {
        var given = body.finding();
        if (given == null) {
            return null;
        }
        var title = FreeText.required(given.title(), "#/finding/title", 200);
        var description =
                given.description() == null
                        ? null
                        : FreeText.checked(given.description(), "#/finding/description", 20_000);
        return new Finding(
                given.kind() == null ? CaseKind.PATROL_FINDING : given.kind(),
                title,
                description,
                given.location() == null ? null : spot(given.location(), caller),
                vault);
    }

    Finding written(String text) {
        return Finding.written(text, vault);
    }

    private Spot spot(Place place, Caller caller) {
        var lng = place.lng();
        var lat = place.lat();
        CoordinateFault.of(lng, lat)
                .ifPresent(fault -> {
                    throw invalid(fault.field(), fault.code(), fault.message());
                });
        var grid = place.gridCode();
        if (grid != null) {
            if (!grid.matches("\\d{15}")) {
                throw invalid("gridCode", "wrong-code", "A grid code has 15 digits");
            }
            caller.requireScope(grid);
            if (directory.find(Kind.GRID, grid).isEmpty()) {
                throw invalid("gridCode", "unknown-grid", "No grid " + grid);
            }
        }
        if (lng == null && grid == null) {
            throw invalid("gridCode", "required", "lng and lat, or a grid");
        }
        var crs = place.crs() == null ? Crs.WGS84 : place.crs();
        return new Spot(lng, lat, lng == null ? null : crs.name(), grid);
    }

    private static Problem invalid(String field, String code, String message) {
        return Problem.invalid(Pointed.at("#/finding/location/" + field, code, message));
    }

    private static Problem noSuchReport() {
        return new Problem(
                ProblemType.NO_SUCH_ZERO_REPORT, "No such zero-report in your divisions");
    }
}
