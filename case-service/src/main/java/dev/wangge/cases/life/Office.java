package dev.wangge.cases.life;

/** Who did something, without a name. Type is UNIT, GRID or DIVISION. */
public record Office(String type, String code) {}
