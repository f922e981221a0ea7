package dev.wangge.notify.subject;

/** As what an event names somebody. */
public enum Party {
    /** Who has the case. */
    ASSIGNEE,
    /** Who had it until then. */
    PREVIOUS,
    REPORTER,
    /** Who reports for a division. */
    REPORTING,
    /** To whom it climbs. */
    ESCALATED_TO
}
