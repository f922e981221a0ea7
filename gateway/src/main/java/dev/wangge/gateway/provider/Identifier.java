package dev.wangge.gateway.provider;

/** By what the account is found of somebody whom a provider knows. */
public record Identifier(Kind kind, String value) {
    /** What the value is. */
    public enum Kind {
        /** The provider's own name for them, which an account here says it is known by. */
        KNOWN_AS,
        /** The id of an account. */
        ACCOUNT,
        /** Who they are in the roster; whose account it is when there is exactly one. */
        PERSON
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Identifier " + kind;
    }
}
