package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.place.Validity;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a grid was on which day. Each day has one answer: what changes today was otherwise until
 * yesterday, and of two changes on one day the later counts. {@code madeOn} in the state says when
 * it was first stored: what was made today has no yesterday.
 */
final class GridDays {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private static final List<String> MATTERS = List.of("name", "kind", "season", "groups");
    private static final List<String> KEPT =
            List.of("madeOn", "splitFrom", "mergedFrom", "succeededBy");

    private GridDays() {}

    /** Today in the county. */
    static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), COUNTY);
    }

    /** The state of a new grid. */
    static Document made(GridDraft draft, Validity validity, LocalDate today) {
        var state = draft.state();
        validity.into(state);
        return state.append("madeOn", today.toString());
    }

    /** What it was on that day, if there was one. */
    static Optional<Former> on(Entry grid, LocalDate day) {
        var present = new Former(grid.state(), grid.geometry());
        var all = new ArrayList<>(grid.former());
        all.add(present);
        return all.reversed().stream()
                .filter(one -> Validity.of(one.state()).holdsOn(day))
                .findFirst();
    }

    /** Whether its last day has come. */
    static boolean isRetired(Entry grid, LocalDate today) {
        var to = Validity.of(grid.state()).to();
        return to != null && !to.isAfter(today);
    }

    /**
     * The grid as the draft wants it from today on, or from the day the draft names.
     *
     * @throws WrongGrid when that day does not go with what the grid was before
     */
    static Entry changed(Entry grid, GridDraft draft, LocalDate today) throws WrongGrid {
        var held = Validity.of(grid.state());
        var asked =
                Objects.equals(draft.validity().from(), held.from())
                        ? null
                        : draft.validity().from();
        var to = draft.validity().to() == null ? held.to() : draft.validity().to();
        var state = draft.state();
        for (var field : KEPT) {
            if (grid.state().get(field) != null) {
                state.append(field, grid.state().get(field));
            }
        }
        OwnProperties.keep(grid.state(), state);
        requireSucceeded(grid, to);
        if (asked != null) {
            requireAfterFormer(grid, asked);
        }
        if (!matters(grid, state, draft.outline())) {
            if (asked == null && Objects.equals(to, held.to())) {
                held.into(state);
                return with(grid, state, draft.outline(), grid.former());
            }
            return moved(grid, state, draft.outline(), asked, to, today);
        }
        if (isRetired(grid, today)) {
            throw new WrongGrid("name", "retired", "A retired grid does not change");
        }
        if (madeOn(grid, today) || (asked == null && begins(held, today))) {
            return moved(grid, state, draft.outline(), asked, to, today);
        }
        var from = asked == null ? today : asked;
        if (from.isAfter(today) || (held.from() != null && !from.isAfter(held.from()))) {
            throw new WrongGrid(
                    "validFrom",
                    "wrong-value",
                    "A change holds from a day after %s, and not after today"
                            .formatted(held.from()));
        }
        validity(from, to).into(state);
        var before = new Document(grid.state());
        before.remove("validTo");
        before.append("validTo", from.minusDays(1).toString());
        return grid.succeededBy(state, draft.outline(), new Former(before, grid.geometry()));
    }

    /** With another first day: what was before it lasts until then, so no day is without either. */
    private static Entry moved(
            Entry grid,
            Document state,
            @Nullable String outline,
            @Nullable LocalDate asked,
            @Nullable LocalDate to,
            LocalDate today)
            throws WrongGrid {
        var held = Validity.of(grid.state());
        validity(asked == null ? held.from() : asked, to).into(state);
        var former = new ArrayList<>(grid.former());
        if (asked != null && !former.isEmpty()) {
            requireBegun(asked, today);
            former.add(until(former.removeLast(), asked.minusDays(1)));
        } else if (asked != null && isSuccessor(grid)) {
            throw new WrongGrid(
                    "validFrom", "wrong-value", "It took the place of others on " + held.from());
        }
        return with(grid, state, outline, List.copyOf(former));
    }

    private static Former until(Former former, LocalDate day) {
        var state = new Document(former.state());
        state.append("validTo", day.toString());
        return new Former(state, former.geometry());
    }

    private static void requireBegun(LocalDate from, LocalDate today) throws WrongGrid {
        if (from.isAfter(today)) {
            throw new WrongGrid(
                    "validFrom", "wrong-value", "A change holds from today at the latest");
        }
    }

    private static boolean isSuccessor(Entry grid) {
        return grid.state().get("splitFrom") != null || grid.state().get("mergedFrom") != null;
    }

    /** Its successors began on the day after its last: that does not move any more. */
    private static void requireSucceeded(Entry grid, @Nullable LocalDate to) throws WrongGrid {
        if (grid.state().get("succeededBy") != null
                && !Objects.equals(to, Validity.of(grid.state()).to())) {
            throw new WrongGrid(
                    "validTo",
                    "retired",
                    "Others took its place on the day after " + grid.text("validTo"));
        }
    }

    /** The grid with its last day. */
    static Entry retired(Entry grid, LocalDate on) throws WrongGrid {
        var state = new Document(grid.state());
        var from = Validity.of(state).from();
        if (from != null && on.isBefore(from)) {
            throw new WrongGrid("on", "wrong-value", "The grid begins on " + from);
        }
        state.append("validTo", on.toString());
        return with(grid, state, grid.geometry(), grid.former());
    }

    /**
     * The grid when others take its place today. What it became only today was never so on any day:
     * it ends as it was yesterday. One that begins today held on no day at all: its last day lies
     * before its first, and yesterday belongs to what was there before it.
     */
    static Entry replaced(Entry grid, List<String> by, LocalDate today) {
        var yesterday = today.minusDays(1);
        var state = new Document(grid.state());
        var geometry = grid.geometry();
        var former = new ArrayList<>(grid.former());
        if (begins(Validity.of(state), today) && !former.isEmpty()) {
            var last = former.removeLast();
            state = new Document(last.state());
            geometry = last.geometry();
        }
        state.append("validTo", yesterday.toString()).append("succeededBy", by);
        return with(grid, state, geometry, List.copyOf(former));
    }

    /** Whether it was first stored today, so that no earlier day knows it. */
    static boolean madeOn(Entry grid, LocalDate today) {
        return grid.text("madeOn").equals(today.toString()) && grid.former().isEmpty();
    }

    private static boolean begins(Validity validity, LocalDate today) {
        return validity.from() != null && !validity.from().isBefore(today);
    }

    private static boolean matters(Entry grid, Document state, @Nullable String outline) {
        return !Objects.equals(grid.geometry(), outline)
                || MATTERS.stream()
                        .anyMatch(field ->
                                !Objects.equals(grid.state().get(field), state.get(field)));
    }

    private static void requireAfterFormer(Entry grid, LocalDate from) throws WrongGrid {
        if (grid.former().isEmpty()) {
            return;
        }
        var last = Validity.of(grid.former().getLast().state()).to();
        if (last != null && !from.isAfter(last)) {
            throw new WrongGrid("validFrom", "wrong-value", "It was something else until " + last);
        }
    }

    private static Validity validity(@Nullable LocalDate from, @Nullable LocalDate to)
            throws WrongGrid {
        var validity = new Validity(from, to);
        if (validity.isNever()) {
            throw new WrongGrid(
                    "validFrom", "wrong-value", "It ends on %s, before %s".formatted(to, from));
        }
        return validity;
    }

    private static Entry with(
            Entry grid, Document state, @Nullable String geometry, List<Former> former) {
        return new Entry(
                grid.kind(),
                grid.code(),
                grid.place(),
                state,
                geometry,
                grid.duty(),
                grid.version(),
                former);
    }
}
