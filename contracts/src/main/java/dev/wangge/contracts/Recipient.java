package dev.wangge.contracts;

/**
 * Whom an alert tells, or who is on duty. Events write it as {@code M-1}, {@code unit:U-1}, {@code
 * person:…} or {@code dispatcher:540328}.
 *
 * @param code a member's code or a resident's reference, a unit's code, what a roster calls a
 *     person, or a division's prefix
 */
public record Recipient(Type type, String code) {
    /** What kind of recipient the code names. */
    public enum Type {
        /** A grid member by code, or a resident by reference: both are written bare. */
        MEMBER_OR_RESIDENT(""),
        UNIT("unit:"),
        /** Somebody on a roster who is no member. */
        PERSON("person:"),
        /** Whoever dispatches in a division for which no dispatch centre is known yet. */
        DISPATCHER("dispatcher:");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }
    }

    public static Recipient member(String code) {
        return new Recipient(Type.MEMBER_OR_RESIDENT, code);
    }

    public static Recipient unit(String code) {
        return new Recipient(Type.UNIT, code);
    }

    public static Recipient person(String code) {
        return new Recipient(Type.PERSON, code);
    }

    public static Recipient dispatcher(String division) {
        return new Recipient(Type.DISPATCHER, division);
    }

    /** Reads what {@link #toString} wrote. */
    public static Recipient parse(String written) {
        for (var type : Type.values()) {
            if (!type.prefix.isEmpty() && written.startsWith(type.prefix)) {
                return new Recipient(type, written.substring(type.prefix.length()));
            }
        }
        return member(written);
    }

    public boolean isUnit() {
        return type == Type.UNIT;
    }

    @Override
    public String toString() {
        return type.prefix + code;
    }
}
