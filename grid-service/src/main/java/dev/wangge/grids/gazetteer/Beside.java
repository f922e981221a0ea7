package dev.wangge.grids.gazetteer;

/** What stands directly before or after a mention. */
enum Beside {
    NOTHING,
    PLACE,
    /** The township before its village, or the village after its township: 如美拉乌. */
    ITS_OWN
}
