package dev.wangge.gateway.client;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.gateway.rights.Rights;
import dev.wangge.gateway.rights.UnitCodes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a client.
 *
 * @param roles one of the three administrators alone, or others together
 * @param divisions codes of 2, 4, 6, 9, 12 or 15 digits, within those of who says it
 * @param actsFor divisions among its own, for whose members it may act; by default none
 * @param units codes of the units whose work it does; by default it does whatever its roles allow
 * @param addresses from where it may ask for tokens, as 192.0.2.0/24; by default anywhere
 * @param perSecond requests that it may make; by default as many as any client
 * @param expiresAt from when on it gets no token
 */
record ClientForm(
        @Schema(requiredMode = REQUIRED, pattern = ID, example = "water-bureau")
                @Nullable String id,
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 100, example = "水利局")
                @Nullable String name,
        @Schema(requiredMode = REQUIRED) @Nullable List<String> roles,
        @Schema(requiredMode = REQUIRED) @Nullable List<String> divisions,
        @Nullable List<String> actsFor,
        @Schema(example = "[\"540328-water\"]") @Nullable List<String> units,
        @Nullable List<String> addresses,
        @Schema(minimum = "1") @Nullable Integer perSecond,
        @Schema(format = "date-time") @Nullable String expiresAt) {
    static final String ID = "[a-z][a-z0-9._-]{2,39}";
    private static final int LONGEST_NAME = 100;
    private static final int MOST = 50;

    /** What was said, found in order. */
    record Said(
            String id,
            String name,
            Rights rights,
            List<String> actsFor,
            List<String> units,
            List<AddressRange> addresses,
            @Nullable Integer perSecond,
            @Nullable Instant expiresAt) {

        boolean isOf(Client client) {
            return name.equals(client.name()) && isOfAllButName(client);
        }

        boolean isOfAllButName(Client client) {
            return rights.equals(client.rights())
                    && actsFor.equals(client.actsFor())
                    && units.equals(client.units())
                    && addresses.equals(client.addresses())
                    && Objects.equals(perSecond, client.perSecond())
                    && Objects.equals(expiresAt, client.expiresAt());
        }
    }

    /**
     * Reads it.
     *
     * @param fastest requests a second that any client may make; zero where that has no limit
     * @throws Problem invalid-request with all that is wrong
     */
    Said read(int fastest) {
        var faults = new ArrayList<Pointed>();
        if (id == null || !id.matches(ID)) {
            faults.add(
                    Pointed.at(
                            "#/id",
                            id == null ? "required" : "wrong-value",
                            "3 to 40 small letters, digits, dots and dashes, a letter first"));
        }
        var called = name == null ? "" : name.strip();
        if (FreeText.isBlank(called) || !FreeText.isLine(called, LONGEST_NAME)) {
            faults.add(
                    Pointed.at(
                            "#/name",
                            FreeText.isBlank(called) ? "required" : "wrong-value",
                            "1 to 100 characters"));
        }
        var rights = Rights.read(roles, divisions, "A client has a role", faults);
        var whom = actsFor(rights, faults);
        var of = UnitCodes.read(units, faults);
        var from = addresses(faults);
        if (perSecond != null && (perSecond < 1 || (fastest > 0 && perSecond > fastest))) {
            faults.add(
                    Pointed.at(
                            "#/perSecond",
                            "out-of-range",
                            fastest > 0
                                    ? "1 to %d requests a second".formatted(fastest)
                                    : "At least 1 request a second"));
        }
        var until = expiresAt(faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults.toArray(Pointed[]::new));
        }
        return new Said(
                Objects.requireNonNull(id), called, rights, whom, of, from, perSecond, until);
    }

    private List<String> actsFor(Rights rights, List<Pointed> faults) {
        if (actsFor == null || !isFew("actsFor", actsFor, faults)) {
            return List.of();
        }
        var codes = Rights.codes("actsFor", actsFor, faults);
        for (int i = 0; i < actsFor.size(); i++) {
            var code = actsFor.get(i);
            if (code != null && rights.divisions().stream().noneMatch(code::startsWith)) {
                faults.add(
                        Pointed.at(
                                "#/actsFor/" + i,
                                "outside-scope",
                                "It is in none of the divisions"));
            }
        }
        return codes;
    }

    private List<AddressRange> addresses(List<Pointed> faults) {
        if (addresses == null || !isFew("addresses", addresses, faults)) {
            return List.of();
        }
        var ranges = new ArrayList<AddressRange>();
        for (int i = 0; i < addresses.size(); i++) {
            var range = AddressRange.of(String.valueOf(addresses.get(i)));
            if (range.isPresent()) {
                ranges.add(range.get());
            } else {
                faults.add(
                        Pointed.at(
                                "#/addresses/" + i,
                                "wrong-value",
                                "An address, or a range as 192.0.2.0/24"));
            }
        }
        return ranges.stream().distinct().toList();
    }

    private static boolean isFew(String field, List<String> said, List<Pointed> faults) {
        if (said.size() > MOST) {
            faults.add(Pointed.at("#/" + field, "too-many", "At most 50"));
        }
        return said.size() <= MOST;
    }

    private @Nullable Instant expiresAt(List<Pointed> faults) {
        if (expiresAt == null) {
            return null;
        }
        try {
            var until = OffsetDateTime.parse(expiresAt).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (until.isBefore(Times.SANE.from()) || until.isAfter(Times.SANE.to())) {
                faults.add(
                        Pointed.at(
                                "#/expiresAt",
                                "out-of-range",
                                "A time from %s to %s"
                                        .formatted(
                                                Times.utc(Times.SANE.from()),
                                                Times.utc(Times.SANE.to()))));
            }
            return until;
        } catch (DateTimeException e) {
            faults.add(Pointed.at("#/expiresAt", "wrong-time", "RFC 3339 time with an offset"));
            return null;
        }
    }
}
