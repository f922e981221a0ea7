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

    /**
     * Role is LEAD, FULL_TIME, PART_TIME or MICRO; contact is sealed. Since 2026-12-01: the first
     * and the last day they serve, as RFC 3339 full dates, where there are such days.
     */
    @EventType("wangge.member.state.v1")
    record MemberState(
            String code,
            String role,
            String gridCode,
            String language,
            String sealedContact,
            @Nullable String validFrom,
            @Nullable String validTo)
            implements DirectoryEntry {}

    /**
     * A member is away from and until, RFC 3339 in UTC; the deputy, a member's code, stands in.
     * Since 2026-12-01.
     */
    @EventType("wangge.leave.state.v1")
    record LeaveState(
            String code, String member, @Nullable String deputy, String from, String until)
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

    /**
     * Who is on duty for a division of 12 digits now, the one to tell first in front: duty leaders
     * and staff by roster, the village-stationed cadre team of this term, then its units' phones.
     */
    @EventType("wangge.duty.state.v1")
    record DutyState(String code, List<OnDuty> onDuty) implements DirectoryEntry {
        /**
         * Somebody on duty.
         *
         * @param type MEMBER, UNIT or PERSON
         * @param code whom to tell, as {@link dev.wangge.contracts.Recipient} writes it
         * @param role LEADER, STAFF, TEAM_LEAD, TEAM_MEMBER or UNIT
         * @param until RFC 3339 in UTC, when it is known to end
         * @param standingInFor code of the member who is away
         * @param sealedContact of a person, sealed for their code; members and units have their own
         *     state
         */
        public record OnDuty(
                String type,
                String code,
                String role,
                String language,
                @Nullable String until,
                @Nullable String standingInFor,
                @Nullable String sealedContact) {}
    }
}
