package dev.wangge.grids.move;

/** Where a move stands. */
enum MoveStatus {
    PLANNED,
    UNDER_WAY,
    /** Counted, and something differs from the plan that nobody has explained yet. */
    ARRIVED,
    RECONCILED,
    CANCELLED
}
