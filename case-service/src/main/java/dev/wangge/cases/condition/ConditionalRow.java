package dev.wangge.cases.condition;

import org.jspecify.annotations.Nullable;

/** A row of which the first that fits decides. */
public interface ConditionalRow {
    /** In CEL; null takes whatever comes. */
    @Nullable String when();

    /** Kept with the case that it decides. */
    String name();
}
