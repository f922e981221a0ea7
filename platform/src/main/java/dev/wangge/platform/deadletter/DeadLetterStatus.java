package dev.wangge.platform.deadletter;

/** How it stands with a dead letter. */
public enum DeadLetterStatus {
    /** Not taken in yet. */
    OPEN,
    /** Taken in when it was replayed. */
    REPLAYED,
    /** A later state of the same thing came: this one must not be taken in any more. */
    OVERTAKEN
}
