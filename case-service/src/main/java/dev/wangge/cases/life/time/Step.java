package dev.wangge.cases.life.time;

import java.util.Locale;

/** 受理, 派遣, 处置, 核查, 结案, 事后核查: what a case waits for; each has a limit. */
public enum Step {
    ACCEPT,
    DISPATCH,
    HANDLE,
    VERIFY,
    CLOSE,
    /** Afterwards. */
    CHECK;

    /** As answers and metrics spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
