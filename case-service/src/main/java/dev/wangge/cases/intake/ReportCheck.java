package dev.wangge.cases.intake;

import dev.wangge.cases.evidence.References;
import dev.wangge.cases.intake.NewCase.Crs;
import dev.wangge.cases.intake.NewCase.Place;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import dev.wangge.platform.place.CoordinateFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a report may be, and what it says. */
final class ReportCheck {
    private static final Instant EARLIEST =
            LocalDate.of(1949, 1, 1).atStartOfDay().toInstant(ZoneOffset.ofHours(8));
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private ReportCheck() {}

    /** Refuses a report that cannot be one, pointing at what is wrong. */
    static void check(NewCase report) {
        if (report.kind() == null) {
            throw Problem.invalid(Pointed.at("#/kind", "required", "kind is required"));
        }
        FreeText.required(report.title(), "#/title", 200);
        checkText(report.description(), "#/description", 20_000);
        checkText(report.channel(), "#/channel", 50);
        report.assessment().checkNumbers();
        checkRef(report.externalRef());
        References.ATTACHMENTS.checkFirst(report.attachments());
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

    private static void checkRef(@Nullable String ref) {
        var pointer = "#/externalRef";
        if (ref != null
                && !FreeText.isLine(
                        FreeText.required(ref, pointer, ExternalRef.LONGEST),
                        ExternalRef.LONGEST)) {
            throw Problem.invalid(
                    Pointed.at(pointer, "control-character", "externalRef is written on one line"));
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

    static @Nullable String gridCode(NewCase report) {
        return report.location() == null ? null : report.location().gridCode();
    }
}
