package dev.wangge.cases.condition;

/** Which row decides where several take a case. */
public enum HitPolicy {
    /** The first of them. */
    FIRST
}
