package dev.wangge.contracts.cases.v1;

/**
 * 三事分流: who leads. Neighbours settle small things, committees common ones, superiors great ones.
 * Events carry its name as text, as they do a kind's.
 */
public enum Tier {
    NEIGHBOUR,
    COMMITTEE,
    SUPERIOR
}
