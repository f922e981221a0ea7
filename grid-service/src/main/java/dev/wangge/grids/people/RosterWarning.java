package dev.wangge.grids.people;

/** Accepted by an import, and to be looked at. */
sealed interface RosterWarning permits DutyWarning, LineWarning {
    String kind();
}
