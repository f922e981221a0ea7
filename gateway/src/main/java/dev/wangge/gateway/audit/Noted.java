package dev.wangge.gateway.audit;

import org.jspecify.annotations.Nullable;

/** What is to be written down: a record before it has its place in the chain. */
record Noted(
        String event,
        String by,
        String from,
        @Nullable String about,
        @Nullable String detail,
        @Nullable Origin origin) {
    private static final int LONGEST_DETAIL = 2_000;

    Noted {
        if (detail != null && detail.length() > LONGEST_DETAIL) {
            detail = detail.substring(0, LONGEST_DETAIL);
        }
    }
}
