package dev.wangge.grids.people;

import java.util.List;

/**
 * Accepted, and to be looked at.
 *
 * @param kind OVERLAPPING_ASSIGNMENTS, AWAY_WITHOUT_DEPUTY or DEPUTY_AWAY
 * @param entries codes of the assignments or leaves it is about
 */
public record DutyWarning(
        String kind, String member, String gridCode, List<String> entries, String from) {}
