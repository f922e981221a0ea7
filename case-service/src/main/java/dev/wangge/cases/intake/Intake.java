package dev.wangge.cases.intake;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.casework.Sending;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.confidence.Confidence;
import dev.wangge.cases.locate.GridClient;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.locate.Whereabouts;
import dev.wangge.cases.people.People;
import dev.wangge.contracts.people.v1.PersonState;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.StrictBodies;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a report in: checked, located, with whom to call back, as a case that goes out by itself.
 */
@Component
class Intake {
    private final GridClient grids;
    private final Directory directory;
    private final People people;
    private final Cases cases;
    private final CaseNumbers numbers;
    private final StrictBodies bodies;
    private final Clock clock;

    Intake(
            GridClient grids,
            Directory directory,
            People people,
            Cases cases,
            CaseNumbers numbers,
            StrictBodies bodies,
            Clock clock) {
        this.grids = grids;
        this.directory = directory;
        this.people = people;
        this.cases = cases;
        this.numbers = numbers;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * Opens the case that a report becomes, with its reporter's contact, located and given to
     * whoever is on duty as far as that is possible now. A key that was used before gives the case
     * as that request left it.
     *
     * @param body a {@link NewCase} as JSON
     * @param bearer the caller's token
     * @throws Problem where the report cannot be one, pointing at what is wrong
     */
    Case open(String id, byte[] body, Caller caller, String bearer, Sending sending) {
        try {
            return open(id, bodies.read(body, NewCase.class), caller, bearer, sending);
        } catch (Problem refused) {
            // A repeat gets what its first time got, though the same may be refused by now. Fresh
            // keys are not looked up first: the insert says whether there is one.
            var key = sending.key();
            var before = key == null ? Optional.<Case>empty() : cases.opened(id, key);
            return before.orElseThrow(() -> refused);
        }
    }

    private Case open(String id, NewCase report, Caller caller, String bearer, Sending sending) {
        ReportCheck.check(report);
        var checked = report(id, report, caller, clock.instant());
        return cases.open(id, checked, locate(report, caller, bearer), caller.actor(), sending);
    }

    private Report report(String id, NewCase report, Caller caller, Instant now) {
        var kind = Objects.requireNonNull(report.kind());
        var category = report.category();
        return new Report(
                numbers.next(now),
                kind,
                category == null ? null : there -> there.path(category, kind),
                report.assessment(),
                Objects.requireNonNull(report.title()),
                report.description(),
                report.channel() == null ? "API" : report.channel(),
                report.reporter() == null ? null : id,
                contact(id, report),
                ReportCheck.occurredAt(report, now),
                scope(caller),
                ReportCheck.coordinates(report),
                ReportCheck.gridCode(report),
                report.location() == null ? null : report.location().address(),
                null,
                report.externalRef(),
                report.attachments(),
                new Confidence(
                        Boolean.TRUE.equals(report.confidential()),
                        report.reporter() != null
                                && Boolean.TRUE.equals(report.reporter().hidden())),
                null);
    }

    private @Nullable PersonState contact(String id, NewCase report) {
        var reporter = report.reporter();
        return reporter == null
                ? null
                : people.sealed(
                        id,
                        reporter.name(),
                        reporter.phone(),
                        reporter.language() == null ? "zh" : reporter.language().name());
    }

    private static List<String> scope(Caller caller) {
        return caller.divisions().isEmpty() ? List.of() : Codes.path(caller.divisions().getFirst());
    }

    /**
     * Where it lies, in the order of the locating rules; empty when grid-service cannot be asked.
     */
    private Optional<Located> locate(NewCase report, Caller caller, String bearer) {
        var gridCode = ReportCheck.gridCode(report);
        if (gridCode == null) {
            return grids.locate(
                    bearer,
                    new Whereabouts(
                            null,
                            ReportCheck.coordinates(report),
                            text(report),
                            phoneIndex(report),
                            null));
        }
        caller.requireScope(gridCode);
        var known =
                directory
                        .grid(gridCode)
                        .map(grid -> Located.byCode(gridCode, grid.divisionCode(), grid.members()));
        // A grid made a moment ago may not be in our copy of the directory yet.
        var located = known.or(() -> grids.locate(bearer, new Whereabouts(gridCode, null, "")));
        located.filter(place -> place.gridCode() == null)
                .ifPresent(nowhere -> {
                    throw Problem.invalid(
                            Pointed.at(
                                    "#/location/gridCode", "unknown-grid", "No grid " + gridCode));
                });
        return located;
    }

    private @Nullable String phoneIndex(NewCase report) {
        var reporter = report.reporter();
        return reporter == null ? null : people.phoneIndex(reporter.phone()).orElse(null);
    }

    private static String text(NewCase report) {
        var address = report.location() == null ? null : report.location().address();
        return String.join(
                        " ",
                        List.of(
                                Objects.toString(address, ""),
                                Objects.toString(report.title(), ""),
                                Objects.toString(report.description(), "")))
                .replaceAll("\\s+", " ")
                .trim();
    }
}
