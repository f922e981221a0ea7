package dev.wangge.notify.subject;

/** As what an event names somebody. */
public enum Party {
    /** Who has the case. */
    ASSIGNEE,
    /** Who had it until then. */
    PREVIOUS,
    REPORTER,
    /** Who reported a duplicate, which is closed with the case it was merged into. */
    DUPLICATE_REPORTER,
    /** Somebody without account who was asked to do something. */
    OUTSIDER,
    /** Who takes part in it beside who has it. */
    JOINED,
    /** Who reports for a division. */
    REPORTING,
    /** To whom it climbs. */
    ESCALATED_TO
}
