package dev.wangge.cases.life;

/** What is reported. */
public enum Kind {
    DISPUTE,
    HAZARD,
    REQUEST,
    EMERGENCY,
    PATROL_FINDING,
    ADVICE
}
