package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Rosters.Read;
import dev.wangge.grids.duty.Duty;
import dev.wangge.grids.duty.OnDuty;
import dev.wangge.grids.duty.Roster;
import dev.wangge.grids.duty.Span;
import dev.wangge.grids.duty.Who;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.web.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps with each grid, and in an entry for each division, who is on duty there, and when that has
 * to be looked at again.
 */
@Component
public class DutyList {
    private static final int TRIES = 10;
    private static final int AT_ONCE = 1_000;
    private static final Roster NOBODY = new Roster(List.of(), Map.of(), List.of());
    private final Directory directory;
    private final Rosters rosters;
    private final Clock clock;
    private Set<String> followed = Set.of();

    DutyList(Directory directory, Rosters rosters, Clock clock) {
        this.directory = directory;
        this.rosters = rosters;
        this.clock = clock;
    }

    /** The order in which members are told. */
    public static Comparator<Entry> firstToTell() {
        return Comparator.<Entry>comparingInt(member -> Roster.rank(member.text("role")))
                .thenComparing(Entry::code);
    }

    /** Looks again at who is on duty in these grids. */
    public void reevaluate(Collection<String> grids) {
        var all = List.copyOf(new TreeSet<>(grids));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            settle(all.subList(from, Math.min(all.size(), from + AT_ONCE)), this::differingGrids);
        }
    }

    /** Looks again at who is on duty in these divisions of 12 digits. */
    public void reevaluateDivisions(Collection<String> divisions) {
        var all = List.copyOf(new TreeSet<>(divisions));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            settle(
                    all.subList(from, Math.min(all.size(), from + AT_ONCE)),
                    this::differingDivisions);
        }
    }

    private interface Look {
        /** Writes what differs from the rosters, and says where that was. */
        List<String> at(List<String> codes);
    }

    /** What was written is looked at once more: a roster may have changed before the write. */
    private static void settle(List<String> codes, Look look) {
        var open = codes;
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            open = look.at(open);
        }
        // What still moves is pending: the relay looks again before it publishes that.
    }

    /** Looks again wherever a change of these entries may have changed who is on duty. */
    public void follow(Collection<Entry> changed) {
        follow(changed.stream().map(Changed::of).toList());
    }

    /** Before a batch of pending entries is published; the same batch is followed once. */
    void followPending(List<Document> batch) {
        var versions = new HashSet<String>();
        batch.forEach(stored -> versions.add(stored.getString("_id") + stored.get("version")));
        if (!versions.equals(followed)) {
            follow(batch.stream().map(Changed::of).toList());
            followed = versions;
        }
    }

    private record Changed(Entry entry, List<String> formerPlaces) {
        static Changed of(Entry entry) {
            return new Changed(entry, List.of());
        }

        static Changed of(Document stored) {
            return new Changed(
                    Entry.from(stored), stored.getList("formerPlaces", String.class, List.of()));
        }

        void places(Collection<String> into) {
            into.add(entry.place());
            into.addAll(formerPlaces);
        }
    }

    private void follow(List<Changed> changed) {
        var grids = new TreeSet<String>();
        var divisions = new TreeSet<String>();
        var members = new HashSet<String>();
        var units = new HashSet<String>();
        for (var it : changed) {
            switch (it.entry().kind()) {
                case GRID -> grids.add(it.entry().code());
                case ASSIGNMENT -> it.places(grids);
                case MEMBER -> {
                    members.add(it.entry().code());
                    it.places(grids);
                    if (!it.formerPlaces().isEmpty()) {
                        moveLeaves(it.entry());
                    }
                }
                case LEAVE -> members.add(it.entry().text("member"));
                case SHIFT, TEAM -> it.places(divisions);
                case UNIT -> {
                    units.add(it.entry().code());
                    it.places(divisions);
                }
                case DIVISION, HOUSEHOLD, DUTY -> {}
            }
        }
        placesOf(members, grids, divisions);
        if (!units.isEmpty()) {
            directory
                    .where(Kind.SHIFT, Filters.in("state.unit", units))
                    .forEach(shift -> divisions.add(shift.place()));
        }
        reevaluate(grids);
        reevaluateDivisions(divisions);
    }

    /** Who sees a member sees the leaves, wherever the member moves. */
    private void moveLeaves(Entry member) {
        for (var leave : directory.where(Kind.LEAVE, Filters.eq("state.member", member.code()))) {
            if (!leave.place().equals(member.place())) {
                var moved =
                        Entry.of(leave.kind(), leave.code(), member.place(), leave.state(), null);
                directory.replace(moved, leave, "system");
            }
        }
    }

    /** Where these members serve, and where they stand in for somebody. */
    private void placesOf(Set<String> members, Set<String> grids, Set<String> divisions) {
        var all = new HashSet<>(members);
        Collection<String> next = members;
        while (!next.isEmpty()) {
            next =
                    directory.where(Kind.LEAVE, Filters.in("state.deputy", next)).stream()
                            .map(leave -> leave.text("member"))
                            .filter(all::add)
                            .toList();
        }
        if (all.isEmpty()) {
            return;
        }
        directory.find(Kind.MEMBER, all).values().forEach(member -> grids.add(member.place()));
        var theirs = Filters.in("state.member", all);
        directory.where(Kind.ASSIGNMENT, theirs).forEach(it -> grids.add(it.place()));
        directory.where(Kind.SHIFT, theirs).forEach(it -> divisions.add(it.place()));
    }

    private List<String> differingGrids(List<String> grids) {
        // The grids first: who joins meanwhile is seen when it is looked at once more.
        var stored = directory.stored(Kind.GRID, grids);
        var now = clock.instant();
        var read = rosters.ofGrids(grids, now);
        var notes = new ArrayList<DutyNote>();
        for (var grid : stored) {
            var entry = Entry.from(grid);
            if (grid.getBoolean("deleted", false)) {
                var gone = new DutyNote(grid, List.of(), null, null);
                if (gone.differs()) {
                    notes.add(gone);
                }
                continue;
            }
            var roster = read.rosters().getOrDefault(entry.code(), NOBODY);
            var duty = roster.at(now);
            var codes = duty.onDuty().stream().map(OnDuty::code).toList();
            var note =
                    new DutyNote(
                            grid,
                            codes,
                            codes.isEmpty() && isActive(entry, now) ? entry.code() : null,
                            earliest(duty.changesAt(), placeChanges(entry, now)));
            if (note.differs()) {
                notes.add(note);
            }
        }
        directory.note(notes);
        return notes.stream().map(note -> note.stored().getString("code")).toList();
    }

    /** Whether somebody should serve it now: not before its time, retired, or out of season. */
    public static boolean isActive(Entry grid, Instant now) {
        var today = now.atZone(Span.COUNTY).toLocalDate();
        return Validity.of(grid.state()).holdsOn(today)
                && Season.of(grid.state()).map(it -> it.holdsOn(today)).orElse(true);
    }

    /** The next midnight at which the grid itself begins or ends to be active. */
    private static @Nullable Instant placeChanges(Entry grid, Instant now) {
        var today = now.atZone(Span.COUNTY).toLocalDate();
        var next = new ArrayList<LocalDate>();
        var validity = Validity.of(grid.state());
        if (validity.from() != null) {
            next.add(validity.from());
        }
        if (validity.to() != null) {
            next.add(validity.to().plusDays(1));
        }
        Season.of(grid.state())
                .ifPresent(season -> {
                    for (int year = today.getYear(); year <= today.getYear() + 1; year++) {
                        // One that begins on 02-29 begins on 03-01 in other years.
                        next.add(season.from().atYear(year));
                        next.add(season.from().atYear(year).plusDays(1));
                        next.add(season.to().atYear(year).plusDays(1));
                    }
                });
        return next.stream()
                .filter(today::isBefore)
                .min(Comparator.naturalOrder())
                .map(Span::midnight)
                .orElse(null);
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private List<String> differingDivisions(List<String> divisions) {
        var known = directory.find(Kind.DUTY, divisions);
        var nexts = new HashMap<String, Document>();
        directory.stored(Kind.DUTY, divisions).forEach(it -> nexts.put(it.getString("code"), it));
        var now = clock.instant();
        var read = rosters.ofDivisions(divisions, now);
        var wanted = new ArrayList<Entry>();
        var next = new HashMap<String, Optional<Instant>>();
        for (var code : divisions) {
            var roster = read.rosters().get(code);
            if (roster == null && !known.containsKey(code)) {
                continue; // Nobody ever served there.
            }
            var duty = (roster == null ? NOBODY : roster).at(now);
            wanted.add(Entry.of(Kind.DUTY, code, code, state(duty, read), null));
            next.put(code, Optional.ofNullable(duty.changesAt()));
        }
        var differing = new TreeSet<String>();
        for (var duty : Directory.differing(wanted, known)) {
            differing.add(duty.code());
            // One that another wrote meanwhile is looked at once more, as all that differed are.
            var present = known.get(duty.code());
            var _ =
                    present == null
                            ? directory.create(duty, "system")
                            : directory.replace(duty, present, "system");
        }
        next.forEach((code, at) -> {
            var millis = DutyNote.millis(at.orElse(null));
            if (!Objects.equals(millis, DutyNote.next(nexts.get(code)))) {
                directory.lookAgain(Kind.DUTY, code, at.orElse(null));
                differing.add(code);
            }
        });
        return List.copyOf(differing);
    }

    private static Document state(Duty duty, Read read) {
        return new Document(
                "onDuty",
                duty.onDuty().stream()
                        .map(it -> {
                            var stored =
                                    new Document("type", it.who().name())
                                            .append("code", recipient(it))
                                            .append("role", it.role())
                                            .append("language", language(it, read));
                            if (it.until() != null) {
                                stored.append("until", Times.utc(it.until()));
                            }
                            if (it.standingInFor() != null) {
                                stored.append("standingInFor", it.standingInFor());
                            }
                            if (it.who() == Who.PERSON) {
                                var person = read.persons().get(it.code());
                                stored.append(
                                        "sealedContact",
                                        person == null ? "" : person.sealedContact());
                            }
                            return stored;
                        })
                        .toList());
    }

    /** As alerts name them. */
    private static String recipient(OnDuty it) {
        return it.who() == Who.UNIT ? "unit:" + it.code() : it.code();
    }

    /** The language of somebody who was read; zh when they are not known. */
    public static String language(OnDuty it, Read read) {
        return switch (it.who()) {
            case MEMBER -> text(read.members().get(it.code()));
            case UNIT -> text(read.units().get(it.code()));
            case PERSON -> {
                var person = read.persons().get(it.code());
                yield person == null ? "zh" : person.language();
            }
        };
    }

    private static String text(@Nullable Entry entry) {
        return entry == null ? "zh" : entry.text("language");
    }
}
