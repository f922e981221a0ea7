package dev.wangge.gateway.account;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to do besides what is given to them by name.
 *
 * @param units codes of their units, whose work is theirs
 * @param attendance how it stands with them in the roster
 * @param handedOn to whom they handed their work; null when to nobody
 */
public record Work(List<String> units, Attendance attendance, @Nullable HandedOn handedOn) {
    static final Work NONE = new Work(List.of(), Attendance.UNSEEN, null);

    /**
     * How it stood with somebody when the roster was looked at last.
     *
     * @param awayUntil when their leave ends; null when they are not away
     * @param standsInFor codes of the members whose work is theirs for a while
     * @param unitsFor codes of units whose work is theirs for a while
     */
    public record Attendance(
            Presence presence,
            @Nullable Instant awayUntil,
            List<String> standsInFor,
            List<String> unitsFor) {
        /** Of whoever was not looked for yet. */
        public static final Attendance UNSEEN =
                new Attendance(Presence.UNSEEN, null, List.of(), List.of());

        /** Whether what somebody may do is another with this one. */
        boolean differsInRights(Attendance other) {
            return mayAct() != other.mayAct()
                    || !standsInFor.equals(other.standsInFor)
                    || !unitsFor.equals(other.unitsFor);
        }

        /** As the audit trail writes it. */
        String written() {
            return presence
                    + (standsInFor.isEmpty() ? "" : " for " + standsInFor)
                    + (unitsFor.isEmpty() ? "" : " for units " + unitsFor);
        }

        /** Whether they may do anything now. */
        public boolean mayAct() {
            return presence != Presence.AWAY && presence != Presence.LEFT;
        }
    }

    /** Whether a person of the roster serves. */
    public enum Presence {
        /** Not found in the roster so far, or nobody of the roster. */
        UNSEEN,
        SERVES,
        /** On leave. */
        AWAY,
        /** Not in the roster any more, or not within the days they serve. */
        LEFT
    }

    /**
     * They handed their work on.
     *
     * @param to an account
     */
    public record HandedOn(String to, Instant until) {
        /** Whether it still holds. */
        public boolean holds(Instant now) {
            return now.isBefore(until);
        }
    }

    /** Their units', and for a while others'. */
    public List<String> allUnits() {
        return Stream.concat(units.stream(), attendance.unitsFor().stream()).distinct().toList();
    }

    Work of(List<String> others) {
        return new Work(others, attendance, handedOn);
    }
}
