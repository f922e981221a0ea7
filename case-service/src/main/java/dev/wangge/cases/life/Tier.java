package dev.wangge.cases.life;

/**
 * 三事分流: who leads. Neighbours settle small things, committees common ones, superiors great ones.
 */
public enum Tier {
    NEIGHBOUR,
    COMMITTEE,
    SUPERIOR
}
