package dev.wangge.simulator.wall;

/** How a provider answered, as counted. */
public enum Outcome {
    ACCEPTED,
    /** Answered as accepted, not shown again: the provider's duplicate check. */
    DUPLICATE,
    /** Answered as accepted, silently not shown: the provider's limit per member. */
    DROPPED,
    REJECTED,
    THROTTLED,
    TIMED_OUT,
    UNAUTHORIZED
}
