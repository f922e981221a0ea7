package dev.wangge.grids.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment tree of time: a span is some of its slots, from a minute to ninety years long, and a
 * time lies in one slot of each length. So an index finds what holds at a time, however long it is
 * and however much does not hold then.
 */
final class TimeSlots {
    /** Minutes; each divides the next. Hours and days are there, for rosters begin and end so. */
    private static final long[] LENGTHS = {
        1,
        15,
        60,
        6 * 60,
        24 * 60,
        8 * 24 * 60,
        64 * 24 * 60,
        512 * 24 * 60,
        4096 * 24 * 60,
        32768 * 24 * 60
    };

    private static final long MINUTE = 60_000;

    /** Days begin so much earlier in the county. */
    private static final long EAST = 8 * 60;

    private TimeSlots() {}

    /** Those that a span is made of, to the minute: what begins or ends within one is in it. */
    static List<String> of(Instant from, Instant until) {
        var slots = new ArrayList<String>();
        long end = minute(until.plusMillis(MINUTE - 1));
        for (long at = minute(from); at < end; ) {
            int length = LENGTHS.length - 1;
            while (length > 0 && (at % LENGTHS[length] != 0 || at + LENGTHS[length] > end)) {
                length--;
            }
            slots.add(slot(length, at));
            at += LENGTHS[length];
        }
        return slots;
    }

    /** Those in which a time lies; of what holds then just one is among them. */
    static List<String> at(Instant time) {
        var slots = new ArrayList<String>();
        for (int length = 0; length < LENGTHS.length; length++) {
            slots.add(slot(length, minute(time)));
        }
        return slots;
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), MINUTE) + EAST;
    }

    private static String slot(int length, long at) {
        return length + ":" + Math.floorDiv(at, LENGTHS[length]);
    }
}
