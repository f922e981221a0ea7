package dev.wangge.contracts.grids.v1;

import dev.wangge.contracts.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole present state of one entry of the directory; a tombstone means it is gone. */
public sealed interface DirectoryEntry {

    /** The entry's own code. */
    String code();

    /**
     * Level is province, prefecture, county, township or village; code has 12 digits. Since
     * 2026-11-25: its Tibetan and English names, its last day, and the code that came after it.
     */
    @EventType("wangge.division.state.v1")
    record DivisionState(
            String code,
            String name,
            String level,
            @Nullable String parent,
            @Nullable String nameBo,
            @Nullable String nameEn,
            @Nullable String validTo,
            @Nullable String supersededBy)
            implements DirectoryEntry {}

    /** Code has 15 digits; members lists who is on duty, the one to tell first in front. */
    @EventType("wangge.grid.state.v1")
    record GridState(
            String code, String name, String kind, String divisionCode, List<String> members)
            implements DirectoryEntry {}

    /** Role is LEAD, FULL_TIME, PART_TIME or MICRO; contact is sealed. */
    @EventType("wangge.member.state.v1")
    record MemberState(
            String code, String role, String gridCode, String language, String sealedContact)
            implements DirectoryEntry {}

    /** A responsible unit; the dispatchers' desk has the kind DISPATCH_CENTRE. */
    @EventType("wangge.unit.state.v1")
    record UnitState(
            String code,
            String name,
            String kind,
            String divisionCode,
            String language,
            String sealedContact)
            implements DirectoryEntry {}
}
