package dev.wangge.cases.ruleset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of a set of rules.
 *
 * @param division that set it, the nearest that did; null: they are built in
 * @param version 1 for a division's first; 0 is built in
 * @param since when it was set
 * @param by who set it
 * @param body null where it says that the division inherits
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RuleView<B>(
        String set,
        @Nullable String division,
        int version,
        @Schema(format = "date-time") @Nullable String since,
        @Nullable String by,
        @Nullable String why,
        @Nullable B body) {
    static <B> RuleView<B> of(RuleVersion<B> it) {
        return new RuleView<>(
                it.set(),
                it.division(),
                it.version(),
                Times.utcOrNull(it.since()),
                it.by(),
                it.why(),
                it.body());
    }

    /** A version that says that its division has none of its own any more. */
    static <B> RuleView<B> inheriting(RuleLog.Entry it) {
        return new RuleView<>(
                it.set(),
                it.division(),
                it.version(),
                Times.utc(it.since()),
                it.by(),
                it.why(),
                null);
    }

    /**
     * One of a division's versions, without its body.
     *
     * @param inherits whether it gave up those of its own
     */
    record Row(
            int version,
            @Schema(format = "date-time") String since,
            String by,
            String why,
            boolean inherits) {
        static Row of(RuleLog.Entry it) {
            return new Row(it.version(), Times.utc(it.since()), it.by(), it.why(), it.inherits());
        }
    }
}
