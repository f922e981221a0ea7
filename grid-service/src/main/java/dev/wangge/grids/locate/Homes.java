package dev.wangge.grids.locate;

import dev.wangge.grids.place.Validity;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose phone belongs to which grid, by blind indexes only: a household lives there, a member
 * serves there. A household's word counts more, within the county of a member's roster; a phone of
 * two grids belongs to none.
 */
final class Homes {
    private static final Home NOT_ONE = new Home("", Validity.ALWAYS);
    private final Map<String, Home> households = new HashMap<>();
    private final Map<String, Home> members = new HashMap<>();

    private record Home(String grid, Validity validity) {
        private static final int COUNTY = 6;

        boolean isInAnotherCountyThan(Home other) {
            return !grid.isEmpty()
                    && !other.grid.isEmpty()
                    && !other.grid.startsWith(grid.substring(0, COUNTY));
        }
    }

    void household(String phoneIndex, String grid) {
        add(households, phoneIndex, new Home(grid, Validity.ALWAYS));
    }

    void member(String phoneIndex, String grid, Validity validity) {
        add(members, phoneIndex, new Home(grid, validity));
    }

    private static void add(Map<String, Home> homes, String phoneIndex, Home home) {
        if (!phoneIndex.isEmpty()) {
            homes.merge(
                    phoneIndex,
                    home,
                    (one, other) -> one.grid().equals(other.grid()) ? one : NOT_ONE);
        }
    }

    /** The code of the grid that a phone belongs to that day. */
    Optional<String> of(String phoneIndex, LocalDate day) {
        var household = households.get(phoneIndex);
        var member = members.get(phoneIndex);
        // Who is on another county's roster is not taken from it by a move that names his phone.
        boolean elsewhere =
                household != null && member != null && member.isInAnotherCountyThan(household);
        var home = household == null || elsewhere ? member : household;
        return Optional.ofNullable(home)
                .filter(one -> !one.equals(NOT_ONE) && one.validity().holdsOn(day))
                .map(Home::grid);
    }
}
