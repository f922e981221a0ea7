package dev.wangge.grids.directory;

import static java.util.stream.Collectors.toSet;

import dev.wangge.grids.directory.DutyPlaces.Changed;
import dev.wangge.grids.duty.Roster;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.Document;
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
    private final DutyNotes notes;
    private final EachAlone each;
    private final Look grids;
    private final Look divisions;
    private Set<String> followed = Set.of();

    DutyList(Directory directory, Rosters rosters, Clock clock, MeterRegistry metrics) {
        this.each = new EachAlone("duty", clock, metrics);
        this.notes = new DutyNotes(directory, clock);
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
        settle(grids, this.grids).forEach(code -> notes.lookSoon(Kind.GRID, code));
    }

    /** Looks again at who is on duty in these divisions of 12 digits. */
    public void reevaluateDivisions(Collection<String> divisions) {
        settle(divisions, this.divisions).forEach(code -> notes.lookSoon(Kind.DUTY, code));
    }

    /** What is due by the clock, at most so many, without those that failed a moment ago. */
    List<Due> due(int most) {
        return notes.due(each.among(most)).stream()
                .map(Due::of)
                .filter(due -> each.isDue(due.code()))
                .limit(most)
                .toList();
    }

    /** A place to look at. */
    record Due(Kind kind, String code) {
        private static Due of(Document stored) {
            return new Due(Kind.valueOf(stored.getString("kind")), stored.getString("code"));
        }
    }

    /** Those that could not be looked at: the sweep comes back to them. */
    private List<String> settle(Collection<String> codes, Look look) {
        var failed = new ArrayList<String>();
        var all = List.copyOf(new TreeSet<>(codes));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            failed.addAll(each.together(some, Function.identity(), them -> look(them, look)));
        }
        return failed;
    }

    /** What was written is looked at once more: a roster may have changed before the write. */
    private static void look(Collection<String> codes, Look look) {
        var open = List.copyOf(codes);
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            open = look.at(open);
        }
        // What still moves is pending: the relay looks again before it publishes that.
    }

    /** Looks again wherever a change of these entries may have changed who is on duty. */
    public void follow(Collection<Entry> changed) {
        followAll(changed.stream().map(Changed::of).toList());
    }

    /** Before a batch of pending entries is published; the same batch is followed once. */
    void followPending(List<Stored> batch) {
        var states = batch.stream().map(Stored::state).collect(toSet());
        if (!states.equals(followed)) {
            each.together(batch, Stored::key, this::followStored);
            followed = states;
        }
    }

    private void followStored(Collection<Stored> batch) {
        followAll(batch.stream().map(stored -> Changed.of(stored.row())).toList());
    }

    private void followAll(List<Changed> changed) {
        var places = DutyPlaces.of(changed, directory);
        reevaluate(places.grids());
        reevaluateDivisions(places.divisions());
    }
}
