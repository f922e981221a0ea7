package dev.wangge.grids.move;

import static dev.wangge.grids.move.MoveStatus.ARRIVED;
import static dev.wangge.grids.move.MoveStatus.CANCELLED;
import static dev.wangge.grids.move.MoveStatus.PLANNED;
import static dev.wangge.grids.move.MoveStatus.RECONCILED;
import static dev.wangge.grids.move.MoveStatus.UNDER_WAY;

import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be done to a move: by whom, and in which states. */
enum MoveAction {
    DEPART(List.of(Role.HANDLER, Role.DISPATCHER), PLANNED),
    /** History: the phone that sends it may have been offline until long after the arrival. */
    CHECK_IN(
            List.of(Role.HANDLER, Role.DISPATCHER),
            PLANNED,
            UNDER_WAY,
            ARRIVED,
            RECONCILED,
            CANCELLED),
    ARRIVE(List.of(Role.HANDLER, Role.DISPATCHER), UNDER_WAY),
    RECONCILE(List.of(Role.DISPATCHER), ARRIVED),
    CANCEL(List.of(Role.DISPATCHER), PLANNED, UNDER_WAY);

    // Both are unmodifiable; Error Prone cannot see it in their types.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Role> roles;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<MoveStatus> from;

    MoveAction(List<Role> roles, MoveStatus first, MoveStatus... more) {
        this.roles = roles;
        this.from = Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    /** Any of these roles may do it. */
    List<Role> roles() {
        return roles;
    }

    /** Whether it is for the place they leave to say; the other ones are also for where they go. */
    boolean decidedWhereTheyLeave() {
        return this == DEPART || this == CANCEL;
    }

    /** As it is spelled in an address. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean possibleIn(MoveStatus status) {
        return from.contains(status);
    }

    static List<MoveAction> possible(MoveStatus status) {
        return Arrays.stream(values()).filter(action -> action.possibleIn(status)).toList();
    }

    static Optional<MoveAction> of(String slug) {
        return Arrays.stream(values()).filter(action -> action.slug().equals(slug)).findFirst();
    }
}
