package dev.wangge.cases.life.attention;

/** Why an open case asks for a dispatcher. */
public enum Attention {
    /** It lies nowhere that anybody knows: its location's rule is {@code UNLOCATED}. */
    UNLOCATED,
    /** Nobody was on duty who could have it, and nobody has it since. */
    NOBODY_ON_DUTY,
    /** Whoever had it gave it back, and nobody has it since. */
    RETURNED
}
