package dev.wangge.grids.locate;

import dev.wangge.grids.index.Spells.Spell;
import dev.wangge.grids.locate.Atlas.DivisionAnswer;
import dev.wangge.grids.locate.Atlas.GridAnswer;
import dev.wangge.grids.locate.Atlas.Located;
import dev.wangge.grids.locate.Atlas.OnDuty;
import dev.wangge.grids.place.DivisionCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Divisions and grids by their codes, as they are and as they were. */
final class Places {
    private final Map<String, Division> divisions = new HashMap<>();
    private final Map<String, Grid> grids = new HashMap<>();
    private final List<Grid> bySlot = new ArrayList<>();

    /** What most questions need, by slot, lies close together: the code, and the answer if made. */
    private long[] numbers = new long[64];

    private @Nullable Located[] kept = new Located[64];

    /** As it was for a while. */
    record Version<A>(Spell spell, A answer) {}

    /** A place with all its versions, oldest first. */
    abstract static sealed class Dated<A> {
        private final List<Version<A>> versions;

        Dated(List<Version<A>> versions) {
            this.versions = versions;
        }

        List<Version<A>> versions() {
            return versions;
        }

        boolean isThere(LocalDate day) {
            return version(day) != null;
        }

        /** As it was on that day, else as it is now. */
        A on(LocalDate day) {
            var then = version(day);
            return (then == null ? versions.getLast() : then).answer();
        }

        private @Nullable Version<A> version(LocalDate day) {
            for (int i = versions.size() - 1; i >= 0; i--) {
                if (versions.get(i).spell().holdsOn(day)) {
                    return versions.get(i);
                }
            }
            return null;
        }

        boolean neverChanged() {
            return versions.size() == 1;
        }
    }

    private static final class Division extends Dated<DivisionAnswer> {
        private final List<Grid> grids = new ArrayList<>(0);
        private @Nullable List<String> path;

        Division(List<Version<DivisionAnswer>> versions) {
            super(versions);
        }
    }

    /** A grid, and who is on duty there. */
    static final class Grid extends Dated<GridAnswer> {
        private final String code;
        private final List<OnDuty> members;

        Grid(String code, List<Version<GridAnswer>> versions, List<OnDuty> members) {
            super(versions);
            this.code = code;
            this.members = members;
        }

        String code() {
            return code;
        }

        List<OnDuty> members() {
            return members;
        }
    }

    void addDivision(String code, List<Version<DivisionAnswer>> versions) {
        divisions.put(code, new Division(versions));
    }

    /** Adds a grid, of a division that was added before. */
    void addGrid(Grid grid) {
        grids.put(grid.code(), grid);
        var village = divisions.get(grid.code().substring(0, 12));
        if (village != null) {
            village.grids.add(grid);
        }
    }

    /** The next slot of the grids' index is an outline of this one. */
    void addSlot(Grid grid) {
        int slot = bySlot.size();
        if (slot == numbers.length) {
            numbers = Arrays.copyOf(numbers, slot + slot / 2);
            kept = Arrays.copyOf(kept, slot + slot / 2);
        }
        numbers[slot] = Long.parseLong(grid.code());
        bySlot.add(grid);
    }

    Grid gridOfSlot(int slot) {
        return bySlot.get(slot);
    }

    /** The code of the slot's grid. */
    long number(int slot) {
        return numbers[slot];
    }

    /** The answer, when it is the same every day and somebody has asked before. */
    @Nullable Located kept(int slot) {
        return kept[slot];
    }

    /** Keeps an answer; two who come at once have made the same. */
    void keep(int slot, Located answer) {
        kept[slot] = answer;
    }

    @Nullable Grid grid(String code) {
        return grids.get(code);
    }

    /** The answers that are known of a division; none if there is no such. */
    List<Version<DivisionAnswer>> versionsOf(String code) {
        var division = divisions.get(code);
        return division == null ? List.of() : division.versions();
    }

    /** Those that are grids of the village that day. */
    List<Grid> gridsOf(DivisionCode village, LocalDate day) {
        var division = divisions.get(village.value());
        return division == null
                ? List.of()
                : division.grids.stream().filter(grid -> grid.isThere(day)).toList();
    }

    boolean isThere(DivisionCode code, LocalDate day) {
        var division = divisions.get(code.value());
        return division != null && division.isThere(day);
    }

    @Nullable DivisionAnswer division(DivisionCode code, LocalDate day) {
        var division = divisions.get(code.value());
        return division == null ? null : division.on(day);
    }

    boolean neverChanged(DivisionCode code) {
        var division = divisions.get(code.value());
        return division == null || division.neverChanged();
    }

    /** The prefixes of all divisions above and its own; the grids of a village share them. */
    List<String> path(DivisionCode code) {
        var division = divisions.get(code.value());
        if (division == null) {
            return code.path();
        }
        var path = division.path;
        if (path == null) {
            path = List.copyOf(code.path());
            division.path = path;
        }
        return path;
    }
}
