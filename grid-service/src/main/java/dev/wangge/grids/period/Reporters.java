package dev.wangge.grids.period;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.Recipient;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.place.Codes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which divisions report, who does so for each, and who is told when they do not. */
@Component
class Reporters {
    private static final String CENTRE = "DISPATCH_CENTRE";
    private static final int PAGE = 200;

    /** A township's own government before any other unit there. */
    private static final Comparator<Entry> FIRST =
            Comparator.<Entry, Boolean>comparing(
                            unit -> !unit.text("kind").equals("TOWNSHIP_GOVERNMENT"))
                    .thenComparing(Entry::code);

    private final Directory directory;

    Reporters(Directory directory) {
        this.directory = directory;
    }

    /** The divisions that report on a day, by code; each once, however often it was named. */
    List<String> divisions(KeyPeriod period, LocalDate day) {
        return period.divisions().stream()
                .flatMap(code ->
                        new DivisionCode(code).level() == Level.COUNTY
                                ? villages(code, day).stream()
                                : List.of(code).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> villages(String county, LocalDate day) {
        return all(
                        Kind.DIVISION,
                        Codes.prefix(county),
                        Filters.eq("state.level", Level.VILLAGE.spelled()))
                .stream()
                .filter(village -> Validity.of(village.state()).holdsOn(day))
                .map(Entry::code)
                .toList();
    }

    /**
     * Who reports for a division: as the roster says, else the member on duty in the village, else
     * the village's unit, else the township's; empty when there is none of them.
     */
    Optional<String> reporter(KeyPeriod period, String division) {
        return period.onRoster(division)
                .or(() -> onDuty(division))
                .or(() -> unitAt(division))
                .or(() -> township(division).flatMap(this::unitAt));
    }

    /**
     * Whom it is escalated to: the township's duty leader, else its unit, else the dispatch centre
     * above; never who should have reported.
     */
    Optional<String> superior(String division, @Nullable String reporter, Instant now) {
        return township(division)
                .flatMap(township -> leaderAt(township, now))
                .filter(leader -> !leader.equals(reporter))
                .or(() -> township(division).flatMap(this::unitAt))
                .filter(unit -> !unit.equals(reporter))
                .or(() -> centreAbove(division))
                .filter(unit -> !unit.equals(reporter));
    }

    /** The leader on a division's duty roster now. */
    private Optional<String> leaderAt(String division, Instant now) {
        return all(
                        Kind.SHIFT,
                        Codes.prefix(division),
                        Filters.and(
                                Filters.eq("place", division), Filters.eq("state.role", "LEADER")))
                .stream()
                .filter(shift -> holds(shift, now))
                .flatMap(shift -> onShift(shift).stream())
                .findFirst();
    }

    private static boolean holds(Entry shift, Instant now) {
        var from = shift.text("from");
        var until = shift.text("until");
        return (from.isEmpty() || !now.isBefore(Instant.parse(from)))
                && (until.isEmpty() || now.isBefore(Instant.parse(until)));
    }

    private static Optional<String> onShift(Entry shift) {
        var unit = shift.text("unit");
        return Stream.of(
                        shift.text("member"),
                        unit.isEmpty() ? "" : Recipient.unit(unit).toString(),
                        person(shift))
                .filter(recipient -> !recipient.isEmpty())
                .findFirst();
    }

    private static String person(Entry shift) {
        var person = shift.state().get("person", Document.class);
        return person == null ? "" : person.getString("code");
    }

    private Optional<String> onDuty(String division) {
        if (new DivisionCode(division).level() != Level.VILLAGE) {
            return Optional.empty();
        }
        return all(Kind.GRID, division, Filters.empty()).stream()
                .flatMap(grid -> grid.duty().stream())
                .findFirst();
    }

    private Optional<String> unitAt(String division) {
        return all(Kind.UNIT, Codes.prefix(division), Filters.eq("place", division)).stream()
                .filter(unit -> !unit.text("kind").equals(CENTRE))
                .min(FIRST)
                .map(Reporters::recipient);
    }

    private Optional<String> centreAbove(String division) {
        for (var above : Codes.path(division).reversed()) {
            var centre =
                    all(
                                    Kind.UNIT,
                                    above,
                                    Filters.and(
                                            Filters.eq("place", Codes.padded(above)),
                                            Filters.eq("state.kind", CENTRE)))
                            .stream()
                            .map(Reporters::recipient)
                            .findFirst();
            if (centre.isPresent()) {
                return centre;
            }
        }
        return Optional.empty();
    }

    private static String recipient(Entry unit) {
        return Recipient.unit(unit.code()).toString();
    }

    /** The township of a village; a township's own superior is the county. */
    private static Optional<String> township(String division) {
        return new DivisionCode(division).level() == Level.VILLAGE
                ? Optional.of(Codes.padded(division.substring(0, 9)))
                : Optional.empty();
    }

    /** The language that a recipient reads, as far as the directory knows. */
    Optional<String> language(String recipient) {
        var told = Recipient.parse(recipient);
        return directory
                .find(told.isUnit() ? Kind.UNIT : Kind.MEMBER, told.code())
                .map(entry -> entry.text("language"));
    }

    /** A division's name; its code while it has none. */
    String name(String division) {
        return directory
                .find(Kind.DIVISION, division)
                .map(entry -> entry.text("name"))
                .filter(name -> !name.isEmpty())
                .orElse(division);
    }

    private List<Entry> all(Kind kind, String prefix, Bson filter) {
        var all = new ArrayList<Entry>();
        @Nullable String cursor = null;
        do {
            var page =
                    directory.list(
                            kind,
                            List.of(prefix),
                            List.of(filter),
                            Asked.of(PAGE, cursor),
                            entries -> entries);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return List.copyOf(Objects.requireNonNull(all));
    }
}
