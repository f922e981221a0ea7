package dev.wangge.platform.audit;

/** What an endpoint does that is never done unseen. */
public enum AuditedAct {
    /** Shows a contact whole; its answer is {@link Unmasked}, and says whose and what for. */
    UNMASKS,
    /** Gives data away as a file. */
    EXPORTS
}
