package dev.wangge.cases.life;

import static dev.wangge.cases.life.Status.CLOSED;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.REPORTED;
import static dev.wangge.cases.life.Status.VERIFIED;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be done to a case: by whom, and in which states. */
public enum Action {
    ACCEPT(List.of("dispatcher"), REPORTED),
    DECLINE(List.of("dispatcher"), REPORTED),
    VOID(List.of("dispatcher"), REPORTED, FILED),
    TRIAGE(List.of("dispatcher"), REPORTED, FILED, DISPATCHED, IN_PROGRESS),
    DISPATCH(List.of("dispatcher"), FILED),
    REDISPATCH(List.of("dispatcher"), DISPATCHED, IN_PROGRESS),
    RECALL(List.of("dispatcher"), DISPATCHED),
    START(List.of("handler", "dispatcher"), DISPATCHED),
    RETURN(List.of("handler", "dispatcher"), DISPATCHED, IN_PROGRESS),
    HANDLE(List.of("handler", "dispatcher"), DISPATCHED, IN_PROGRESS),
    SETTLE(List.of("handler", "dispatcher"), REPORTED, DISPATCHED),
    VERIFY(List.of("verifier", "dispatcher"), HANDLED),
    CLOSE(List.of("dispatcher"), VERIFIED),
    REPLY(
            List.of("dispatcher"),
            REPORTED,
            FILED,
            DISPATCHED,
            IN_PROGRESS,
            HANDLED,
            VERIFIED,
            CLOSED),
    RATE(List.of("reporter", "dispatcher"), CLOSED),
    NOTE(
            List.of("handler", "verifier", "dispatcher"),
            REPORTED,
            FILED,
            DISPATCHED,
            IN_PROGRESS,
            HANDLED,
            VERIFIED,
            CLOSED);

    private static final Set<Action> ONWARD =
            EnumSet.of(ACCEPT, DECLINE, VOID, DISPATCH, START, HANDLE, SETTLE, VERIFY, CLOSE, RATE);

    // Both are unmodifiable; Error Prone cannot see it in their types.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> roles;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Status> from;

    Action(List<String> roles, Status first, Status... more) {
        this.roles = roles;
        this.from = Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    /** Any of these roles may do it. */
    public List<String> roles() {
        return roles;
    }

    /** As it is spelled in an address. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean possibleIn(Status status) {
        return from.contains(status);
    }

    /** In its state; and a case is rated once. */
    public boolean possibleFor(Case it) {
        return possibleIn(it.status()) && (this != RATE || it.rating() == null);
    }

    public static List<Action> possible(Case it) {
        return Arrays.stream(values()).filter(action -> action.possibleFor(it)).toList();
    }

    /** Whether it brings a case nearer to its end: whatever does not may come again for ever. */
    public boolean leadsOn(ActionRequest order) {
        return ONWARD.contains(this) && !(this == VERIFY && Boolean.FALSE.equals(order.passed()));
    }

    public static Optional<Action> of(String slug) {
        return Arrays.stream(values()).filter(action -> action.slug().equals(slug)).findFirst();
    }
}
