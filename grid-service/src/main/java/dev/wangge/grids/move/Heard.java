package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.MoveCheckedIn;
import org.jspecify.annotations.Nullable;

/**
 * A check-in as it came in, its note as it was written.
 *
 * @param dated whether the phone said when; else it is when it came in, the first time
 */
record Heard(MoveCheckedIn it, boolean dated) {
    /** Whether it is the one that was taken before, under a note of this wording. */
    boolean repeats(MoveCheckedIn known, @Nullable String note) {
        var heard =
                new MoveCheckedIn(
                        it.checkIn(),
                        dated ? it.at() : known.at(),
                        it.position(),
                        it.people(),
                        it.livestock(),
                        it.note());
        return heard.equals(noted(known, note));
    }

    static MoveCheckedIn noted(MoveCheckedIn it, @Nullable String note) {
        return new MoveCheckedIn(
                it.checkIn(), it.at(), it.position(), it.people(), it.livestock(), note);
    }
}
