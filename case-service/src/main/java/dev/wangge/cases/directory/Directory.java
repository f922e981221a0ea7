package dev.wangge.cases.directory;

import dev.wangge.contracts.grids.v1.DirectoryEntry.GridState;
import java.util.List;
import java.util.Optional;

/** Who is on duty where, as far as this service has been told. */
public interface Directory {
    Optional<GridState> grid(String code);

    /** The grids of a village, by code; a township has none of its own. */
    List<GridState> gridsOf(String division);

    /** The division a unit answers for; empty when there is no such unit. */
    Optional<String> divisionOf(String unit);

    /** The grid a member serves; empty when there is no such member. */
    Optional<String> gridOf(String member);

    /** What people call a grid or a division; empty when there is none of that code. */
    Optional<String> placeName(String code);

    /** What people call a unit; empty when there is no such unit. */
    Optional<String> unitName(String unit);

    /** zh, bo or en, as the member, the unit, or the person on duty prefers. */
    Optional<String> languageOf(String recipient);

    /** Codes of those on duty in a grid, the one to tell first in front. */
    default List<String> onDuty(String grid) {
        return grid(grid).map(GridState::members).orElse(List.of());
    }
}
