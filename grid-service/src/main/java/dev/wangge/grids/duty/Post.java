package dev.wangge.grids.duty;

/**
 * What a roster says: somebody serves a place in a role while it holds.
 *
 * @param code a member's, a unit's, or a person's
 * @param role ESCORT, LEAD, FULL_TIME, PART_TIME or MICRO in a grid; LEADER, STAFF, TEAM_LEAD,
 *     TEAM_MEMBER or UNIT in a division
 */
public record Post(Who who, String code, String role, Span holds) {}
