package dev.wangge.contracts.cases.v1;

/**
 * What is reported. Events carry its name as text: who does not know a kind of tomorrow can still
 * read the event.
 */
public enum CaseKind {
    DISPUTE,
    HAZARD,
    REQUEST,
    EMERGENCY,
    PATROL_FINDING,
    ADVICE
}
