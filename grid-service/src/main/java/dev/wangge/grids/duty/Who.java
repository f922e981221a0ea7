package dev.wangge.grids.duty;

/** A grid member, a unit's duty phone, or somebody who is neither. */
public enum Who {
    MEMBER,
    UNIT,
    PERSON
}
