package dev.wangge.grids.directory;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.Actor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;

/** Where a change of some entries may change who is on duty. */
final class DutyPlaces {
    private final Directory directory;
    private final Set<String> grids = new TreeSet<>();
    private final Set<String> divisions = new TreeSet<>();
    private final Set<String> members = new HashSet<>();
    private final Set<String> units = new HashSet<>();

    private DutyPlaces(Directory directory) {
        this.directory = directory;
    }

    /**
     * An entry, and where it was until its changes are published.
     *
     * @param formerPlaces the places it left
     */
    record Changed(Entry entry, List<String> formerPlaces) {
        static Changed of(Entry entry) {
            return new Changed(entry, List.of());
        }

        static Changed of(Document stored) {
            return new Changed(
                    Entry.from(stored), stored.getList("formerPlaces", String.class, List.of()));
        }

        private void places(Collection<String> into) {
            into.add(entry.place());
            into.addAll(formerPlaces);
        }
    }

    /** Those of these changes; leaves go where their members went. */
    static DutyPlaces of(Collection<Changed> changed, Directory directory) {
        var places = new DutyPlaces(directory);
        changed.forEach(places::add);
        places.addWhereMembersServe();
        places.addWhereUnitsServe();
        return places;
    }

    Set<String> grids() {
        return grids;
    }

    Set<String> divisions() {
        return divisions;
    }

    private void add(Changed it) {
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

    /** Who sees a member sees the leaves, wherever the member moves. */
    private void moveLeaves(Entry member) {
        for (var leave : directory.where(Kind.LEAVE, Filters.eq("state.member", member.code()))) {
            if (!leave.place().equals(member.place())) {
                var moved =
                        Entry.of(leave.kind(), leave.code(), member.place(), leave.state(), null);
                directory.replace(moved, leave, Actor.SYSTEM.toString());
            }
        }
    }

    /** Where these members serve, and where they stand in for somebody. */
    private void addWhereMembersServe() {
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

    private void addWhereUnitsServe() {
        if (!units.isEmpty()) {
            directory
                    .where(Kind.SHIFT, Filters.in("state.unit", units))
                    .forEach(shift -> divisions.add(shift.place()));
        }
    }
}
