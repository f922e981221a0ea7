package dev.wangge.grids.directory;

import dev.wangge.grids.duty.OnDuty;
import dev.wangge.grids.duty.Span;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Who is on duty in grids: noted beside each, with when that has to be looked at again. */
final class GridDuty implements DutyList.Look {
    private final DutyNotes notes;
    private final Rosters rosters;
    private final Clock clock;

    GridDuty(DutyNotes notes, Rosters rosters, Clock clock) {
        this.notes = notes;
        this.rosters = rosters;
        this.clock = clock;
    }

    @Override
    public List<String> at(List<String> grids) {
        // The grids first: who joins meanwhile is seen when it is looked at once more.
        var stored = notes.stored(Kind.GRID, grids);
        var now = clock.instant();
        var read = rosters.ofGrids(grids, now);
        var differing =
                stored.stream()
                        .map(grid -> note(grid, read, now))
                        .filter(DutyNote::differs)
                        .toList();
        notes.write(differing);
        return differing.stream().map(note -> note.stored().getString("code")).toList();
    }

    private static DutyNote note(Document stored, Rosters.Read read, Instant now) {
        if (stored.getBoolean("deleted", false)) {
            return new DutyNote(stored, List.of(), null, null);
        }
        var grid = Entry.from(stored);
        var duty = read.roster(grid.code()).at(now);
        var codes = duty.onDuty().stream().map(OnDuty::code).toList();
        return new DutyNote(
                stored,
                codes,
                codes.isEmpty() && isActive(grid, now) ? grid.code() : null,
                earliest(duty.changesAt(), changesItself(grid, now)));
    }

    /** Whether somebody should serve it now: not before its time, retired, or out of season. */
    static boolean isActive(Entry grid, Instant now) {
        var today = now.atZone(Span.COUNTY).toLocalDate();
        return Validity.of(grid.state()).holdsOn(today)
                && Season.of(grid.state()).map(it -> it.holdsOn(today)).orElse(true);
    }

    /** The next midnight at which the grid itself begins or ends to be active. */
    private static @Nullable Instant changesItself(Entry grid, Instant now) {
        var today = now.atZone(Span.COUNTY).toLocalDate();
        var next = new ArrayList<LocalDate>();
        var validity = Validity.of(grid.state());
        if (validity.from() != null) {
            next.add(validity.from());
        }
        if (validity.to() != null) {
            next.add(validity.to().plusDays(1));
        }
        Season.of(grid.state())
                .ifPresent(season -> {
                    for (int year = today.getYear(); year <= today.getYear() + 1; year++) {
                        // One that begins on 02-29 begins on 03-01 in other years.
                        next.add(season.from().atYear(year));
                        next.add(season.from().atYear(year).plusDays(1));
                        next.add(season.to().atYear(year).plusDays(1));
                    }
                });
        return next.stream()
                .filter(today::isBefore)
                .min(Comparator.naturalOrder())
                .map(Span::midnight)
                .orElse(null);
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
