package dev.wangge.cases.life.supervision;

/** 催办, 黄牌, 红牌, 通报: how hard those above press for a case, ever harder. */
public enum Rung {
    NUDGE,
    YELLOW,
    RED,
    CIRCULAR
}
