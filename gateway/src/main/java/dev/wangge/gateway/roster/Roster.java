package dev.wangge.gateway.roster;

import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.MemberState;
import dev.wangge.contracts.grids.v1.DirectoryEntry.UnitState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who serves the county, as far as this gateway has been told. */
public interface Roster {
    /** Whether it was told anything yet: whoever is not in an empty copy may be in the roster. */
    boolean isEmpty();

    /** Those of these members that there are, by code. */
    Map<String, MemberState> members(Collection<String> codes);

    /** The leaves that hold at this time. */
    List<LeaveState> leavesAt(Instant time);

    /** A unit; empty when there is none of that code. */
    Optional<UnitState> unit(String code);
}
