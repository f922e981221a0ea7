package dev.wangge.cases.action;

import java.util.Locale;

/** What a caller may be to all cases of its divisions. */
public enum Role {
    DISPATCHER,
    HANDLER,
    VERIFIER,
    REPORTER,
    SUPERVISOR;

    /** As tokens spell it. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
