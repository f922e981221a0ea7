package dev.wangge.grids.index;

import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When something holds: on the days of any of these spells. */
public record Spells(List<Spell> any) {
    /** From one day to another, and of these only in its season if it has one. */
    public record Spell(Validity validity, @Nullable Season season) {
        public boolean holdsOn(LocalDate day) {
            return validity.holdsOn(day) && (season == null || season.holdsOn(day));
        }

        public boolean isAlways() {
            return season == null && validity.equals(Validity.ALWAYS);
        }
    }

    public boolean holdsOn(LocalDate day) {
        for (var spell : any) {
            if (spell.holdsOn(day)) {
                return true;
            }
        }
        return false;
    }

    public boolean isAlways() {
        return any.stream().anyMatch(Spell::isAlways);
    }
}
