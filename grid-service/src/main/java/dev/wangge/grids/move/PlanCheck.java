package dev.wangge.grids.move;

import dev.wangge.contracts.fieldwork.v1.MoveEvent.MovePlanned;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.security.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a plan fits the places and people there are: refused, or accepted with a warning. */
@Component
class PlanCheck {
    private final Directory directory;
    private final MoveStore store;

    PlanCheck(Directory directory, MoveStore store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * Something that is accepted, and that somebody should look at.
     *
     * @param move the other move, where this caller may see it
     */
    record MoveWarning(String code, String message, @Nullable String move) {}

    /** Refuses grids and members that are not there, or not this caller's to name. */
    void check(MovePlanned plan, Caller caller) {
        caller.requireScope(plan.fromGrid());
        caller.requireScope(plan.toGrid());
        var grids = directory.find(Kind.GRID, List.of(plan.fromGrid(), plan.toGrid()));
        checkGrid(grids.get(plan.fromGrid()), Field.at("fromGrid"), plan);
        checkGrid(grids.get(plan.toGrid()), Field.at("toGrid"), plan);
        var members = directory.find(Kind.MEMBER, plan.escort());
        for (int i = 0; i < plan.escort().size(); i++) {
            var member = members.get(plan.escort().get(i));
            if (member == null) {
                throw Field.at("escort/" + i)
                        .wrong("unknown-member", "No member " + plan.escort().get(i));
            }
            caller.requireScope(member.place());
        }
    }

    private static void checkGrid(@Nullable Entry grid, Field at, MovePlanned plan) {
        if (grid == null) {
            throw at.wrong("unknown-grid", "No such grid");
        }
        if (!Validity.of(grid.state()).holdsOn(plan.plannedFor())) {
            throw at.wrong("unknown-grid", "That grid is not there on " + plan.plannedFor());
        }
    }

    /** What somebody should look at before these people leave. */
    List<MoveWarning> warnings(Move it, Collection<String> phones, Caller caller) {
        var warnings = new ArrayList<MoveWarning>();
        if (it.status() != MoveStatus.PLANNED && it.status() != MoveStatus.UNDER_WAY) {
            return warnings;
        }
        var plan = it.plan();
        if (plan.escort().isEmpty()) {
            warnings.add(new MoveWarning("no-escort", "Nobody goes with them", null));
        }
        directory
                .find(Kind.GRID, plan.toGrid())
                .flatMap(grid -> Season.of(grid.state()))
                .filter(season -> !season.holdsOn(plan.plannedFor()))
                .ifPresent(season ->
                        warnings.add(
                                new MoveWarning(
                                        "out-of-season",
                                        "Their grid is not active on " + plan.plannedFor(),
                                        null)));
        for (var other : store.openWith(phones, it.id())) {
            // A household of another county is that county's to know.
            var known = Moves.isVisible(other, caller) ? other.id() : null;
            warnings.add(
                    new MoveWarning(
                            "overlapping-move",
                            "A household of this move is in another one that is not over",
                            known));
        }
        return warnings;
    }
}
