package dev.wangge.platform.security;

/** What our tokens say besides what all tokens do, by the names they say it under. */
public final class TokenClaim {
    /** The system through which they call; its subject is then who does it. */
    public static final String CLIENT = "client_id";

    /** Who they are in the roster, else their account; absent when a system acts for itself. */
    public static final String PERSON = "person";

    /** As {@link Role} spells them. */
    public static final String ROLES = "roles";

    /** Code prefixes without padding. */
    public static final String DIVISIONS = "divisions";

    /** Codes of the units whose work is theirs. */
    public static final String UNITS = "units";

    /** Codes of the members whose work is theirs while these are away. */
    public static final String STANDS_IN_FOR = "stands_in_for";

    /**
     * Prefixes of the divisions for whose members a system may act; where the claim is missing, all
     * of its divisions.
     */
    public static final String ACTS_FOR = "acts_for";

    /** Requests a second that a system may make; where the claim is missing, as any may. */
    public static final String PER_SECOND = "per_second";

    /** When it was made, in milliseconds: {@code iat} has seconds, in which much may happen. */
    public static final String MADE_AT = "made_at";

    private TokenClaim() {}
}
