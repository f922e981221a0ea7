package dev.wangge.grids.period;

/** How a zero-report came in. */
enum Via {
    API,
    LINK,
    SMS
}
