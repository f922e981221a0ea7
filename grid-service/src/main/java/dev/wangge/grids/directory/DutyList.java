package dev.wangge.grids.directory;

import static java.util.stream.Collectors.toSet;

import dev.wangge.grids.directory.DutyPlaces.Changed;
import dev.wangge.grids.duty.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Keeps with each grid, and in an entry for each division, who is on duty there, and when that has
 * to be looked at again.
 */
@Component
public class DutyList {
    private static final int TRIES = 10;
    private static final int AT_ONCE = 1_000;
    private final Directory directory;
    private final Look grids;
    private final Look divisions;
    private Set<String> followed = Set.of();

    DutyList(Directory directory, Rosters rosters, Clock clock) {
        var notes = new DutyNotes(directory, clock);
        this.directory = directory;
        this.grids = new GridDuty(notes, rosters, clock);
        this.divisions = new DivisionDuty(directory, notes, rosters, clock);
    }

    /** A look at some places. */
    interface Look {
        /** Writes what differs from the rosters, and says where that was. */
        List<String> at(List<String> codes);
    }

    /** The order in which members are told. */
    public static Comparator<Entry> firstToTell() {
        return Comparator.<Entry>comparingInt(member -> Roster.rank(member.text("role")))
                .thenComparing(Entry::code);
    }

    /** Whether somebody should serve a grid now: not before its time, retired, or out of season. */
    public static boolean isActive(Entry grid, Instant now) {
        return GridDuty.isActive(grid, now);
    }

    /** Looks again at who is on duty in these grids. */
    public void reevaluate(Collection<String> grids) {
        settle(grids, this.grids);
    }

    /** Looks again at who is on duty in these divisions of 12 digits. */
    public void reevaluateDivisions(Collection<String> divisions) {
        settle(divisions, this.divisions);
    }

    /** What was written is looked at once more: a roster may have changed before the write. */
    private static void settle(Collection<String> codes, Look look) {
        var all = List.copyOf(new TreeSet<>(codes));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var open = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
                open = look.at(open);
            }
            // What still moves is pending: the relay looks again before it publishes that.
        }
    }

    /** Looks again wherever a change of these entries may have changed who is on duty. */
    public void follow(Collection<Entry> changed) {
        followAll(changed.stream().map(Changed::of).toList());
    }

    /** Before a batch of pending entries is published; the same batch is followed once. */
    void followPending(List<Stored> batch) {
        var states = batch.stream().map(Stored::state).collect(toSet());
        if (!states.equals(followed)) {
            followAll(batch.stream().map(stored -> Changed.of(stored.row())).toList());
            followed = states;
        }
    }

    private void followAll(List<Changed> changed) {
        var places = DutyPlaces.of(changed, directory);
        reevaluate(places.grids());
        reevaluateDivisions(places.divisions());
    }
}
