package dev.wangge.cases.intake;

import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.intake.NewCase.Crs;
import dev.wangge.cases.intake.NewCase.Place;
import dev.wangge.cases.locate.GridClient;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.locate.Whereabouts;
import dev.wangge.cases.people.People;
import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import dev.wangge.platform.place.CoordinateFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.FreeText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks a report and finds where it lies. */
@Component
class Intake {
    private static final Instant EARLIEST =
            LocalDate.of(1949, 1, 1).atStartOfDay().toInstant(ZoneOffset.ofHours(8));
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final GridClient grids;
    private final Directory directory;
    private final People people;

    Intake(GridClient grids, Directory directory, People people) {
        this.grids = grids;
        this.directory = directory;
        this.people = people;
    }

    /** Refuses a report that cannot be one, pointing at what is wrong. */
    void check(NewCase report) {
        if (report.kind() == null) {
            throw Problem.invalid(Pointed.at("#/kind", "required", "kind is required"));
        }
        FreeText.required(report.title(), "#/title", 200);
        checkText(report.description(), "#/description", 20_000);
        checkText(report.channel(), "#/channel", 50);
        if (report.reporter() != null) {
            checkText(report.reporter().name(), "#/reporter/name", 100);
        }
        if (report.location() != null) {
            checkPlace(report.location());
        }
    }

    private static void checkText(@Nullable String text, String pointer, int most) {
        if (text != null) {
            FreeText.checked(text, pointer, most);
        }
    }

    private static void checkPlace(Place place) {
        checkText(place.address(), "#/location/address", 500);
        CoordinateFault.of(place.lng(), place.lat())
                .ifPresent(fault -> {
                    throw Problem.invalid(
                            Pointed.at(
                                    "#/location/" + fault.field(), fault.code(), fault.message()));
                });
        if (place.gridCode() != null && !place.gridCode().matches("\\d{15}")) {
            throw Problem.invalid(
                    Pointed.at("#/location/gridCode", "wrong-code", "A grid code has 15 digits"));
        }
    }

    static @Nullable Instant occurredAt(NewCase report, Instant now) {
        if (report.occurredAt() == null) {
            return null;
        }
        try {
            var at = OffsetDateTime.parse(report.occurredAt()).toInstant();
            if (at.isBefore(EARLIEST) || at.isAfter(now.plus(AHEAD))) {
                throw Problem.invalid(
                        Pointed.at("#/occurredAt", "out-of-range", "From 1949 to now"));
            }
            return at;
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    Pointed.at("#/occurredAt", "wrong-time", "RFC 3339 time with an offset"));
        }
    }

    static @Nullable Coordinates coordinates(NewCase report) {
        var place = report.location();
        if (place == null || place.lng() == null || place.lat() == null) {
            return null;
        }
        var crs = place.crs() == null ? Crs.WGS84 : place.crs();
        return new Coordinates(place.lng(), place.lat(), crs.name());
    }

    /**
     * Where it lies, in the order of the locating rules; empty when grid-service cannot be asked.
     */
    Optional<Located> locate(NewCase report, Caller caller, String bearer) {
        var gridCode = gridCode(report);
        if (gridCode == null) {
            return grids.locate(
                    bearer,
                    new Whereabouts(
                            null, coordinates(report), text(report), phoneIndex(report), null));
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

    static @Nullable String gridCode(NewCase report) {
        return report.location() == null ? null : report.location().gridCode();
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
