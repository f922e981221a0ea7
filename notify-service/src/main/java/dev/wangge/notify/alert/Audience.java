package dev.wangge.notify.alert;

import dev.wangge.notify.subject.Party;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is told: whom the event names so, or else whoever answers where it names nobody. */
public enum Audience {
    ASSIGNEE(Party.ASSIGNEE, Otherwise.NOBODY),
    ASSIGNEE_OR_DISPATCHER(Party.ASSIGNEE, Otherwise.DISPATCHER),
    /** Who had it until then. */
    PREVIOUS(Party.PREVIOUS, Otherwise.NOBODY),
    REPORTER(Party.REPORTER, Otherwise.NOBODY),
    /** Who reported a duplicate, of the case that it was merged into. */
    DUPLICATE_REPORTER(Party.DUPLICATE_REPORTER, Otherwise.NOBODY),
    /** Somebody without account to whom a case was forwarded. */
    OUTSIDER(Party.OUTSIDER, Otherwise.NOBODY),
    /** Who takes part in it beside who has it. */
    JOINED(Party.JOINED, Otherwise.NOBODY),
    /** The dispatcher of the place. */
    DISPATCHER(null, Otherwise.DISPATCHER),
    /** The dispatcher above whoever has it. */
    SUPERIOR(null, Otherwise.SUPERIOR),
    /** Who reports for a division. */
    REPORTING(Party.REPORTING, Otherwise.DISPATCHER),
    ESCALATED_TO(Party.ESCALATED_TO, Otherwise.DISPATCHER),
    /** Those above somebody who could not be told: no event tells them by itself. */
    SUPERIORS(null, Otherwise.NOBODY);

    /** Who is told where the event names nobody. */
    public enum Otherwise {
        NOBODY,
        /** Of the place. */
        DISPATCHER,
        /** The dispatcher above who has it, or above the place's where nobody does. */
        SUPERIOR
    }

    private final @Nullable Party party;
    private final Otherwise otherwise;

    Audience(@Nullable Party party, Otherwise otherwise) {
        this.party = party;
        this.otherwise = otherwise;
    }

    /** As what the event names them; empty where it never does. */
    public Optional<Party> party() {
        return Optional.ofNullable(party);
    }

    public Otherwise otherwise() {
        return otherwise;
    }
}
