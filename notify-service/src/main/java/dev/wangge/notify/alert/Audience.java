package dev.wangge.notify.alert;

/** Who is told. */
public enum Audience {
    /** Whom the event names, such as an assignee or a reporter; nobody where it names none. */
    NAMED,
    /** Whom the event names; where it names nobody, the dispatcher of the place. */
    NAMED_OR_DISPATCHER,
    /** The dispatcher of the place. */
    DISPATCHER,
    /** Those above somebody who could not be told: no event tells them by itself. */
    SUPERIORS
}
