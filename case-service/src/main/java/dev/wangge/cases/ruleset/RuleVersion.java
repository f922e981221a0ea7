package dev.wangge.cases.ruleset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document as it was set, or is to be.
 *
 * @param division whose it is, 2, 4 or 6 digits; null of what is built in
 * @param version 1 for a division's first; 0 is built in
 * @param since null of what is built in
 */
public record RuleVersion<B>(
        String set,
        @Nullable String division,
        int version,
        @Nullable Instant since,
        @Nullable String by,
        @Nullable String why,
        B body) {

    static <B extends Record> RuleVersion<B> builtIn(RuleSet<B, ?> set) {
        return new RuleVersion<>(set.name(), null, 0, null, null, null, set.builtIn());
    }

    boolean isOf(String asked) {
        return asked.equals(division);
    }

    /** As a case keeps it: {@code limits:540328@3}. */
    String name() {
        return division == null ? "" : "%s:%s@%d".formatted(set, division, version);
    }
}
