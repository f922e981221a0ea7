package dev.wangge.grids.period;

/** How far a key period has come; follows from the clock, unless it was cancelled. */
enum PeriodStatus {
    PLANNED,
    RUNNING,
    ENDED,
    CANCELLED
}
