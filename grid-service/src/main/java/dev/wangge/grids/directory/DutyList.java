package dev.wangge.grids.directory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps in each grid who is on duty there: the lead first, then full-time, part-time, micro. */
@Component
public class DutyList {
    private static final List<String> ORDER = List.of("LEAD", "FULL_TIME", "PART_TIME", "MICRO");
    private static final int TRIES = 10;
    private final Directory directory;

    DutyList(Directory directory) {
        this.directory = directory;
    }

    /** The order in which members are told. */
    public static Comparator<Entry> firstToTell() {
        return Comparator.<Entry>comparingInt(member -> ORDER.indexOf(member.text("role")))
                .thenComparing(Entry::code);
    }

    /** Looks again at who is on duty in these grids. */
    public void reevaluate(Collection<String> grids) {
        for (int i = 0; i < TRIES; i++) {
            // The grids first: members that join meanwhile make the write fail, or come after it.
            var stored = directory.find(Kind.GRID, grids).values();
            var members = directory.membersOf(grids);
            boolean settled = true;
            for (var grid : stored) {
                var duty =
                        members.stream()
                                .filter(member -> member.place().equals(grid.code()))
                                .sorted(firstToTell())
                                .map(Entry::code)
                                .toList();
                settled &= duty.equals(grid.duty()) || directory.setDuty(grid, duty);
            }
            if (settled) {
                return;
            }
        }
        // The relay looks again before it publishes these members.
    }
}
