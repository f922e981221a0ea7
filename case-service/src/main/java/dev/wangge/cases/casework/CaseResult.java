package dev.wangge.cases.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Office;
import dev.wangge.platform.web.Times;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case so far: what was done, as far as it stands, when and by which office, and
 * what its reporter was told last.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record CaseResult(
        @Nullable String what,
        @Nullable String at,
        @Nullable Office by,
        @Nullable Replied replied) {

    /** What the reporter was told. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Replied(String text, String at) {}

    /** Null while nothing came of it. */
    static @Nullable CaseResult of(Case it) {
        var done = it.done();
        var told = it.replied();
        if (done == null && told == null) {
            return null;
        }
        return new CaseResult(
                done == null ? null : done.text(),
                done == null ? null : Times.utc(done.at()),
                done == null ? null : it.handledBy(),
                told == null ? null : new Replied(told.text(), Times.utc(told.at())));
    }
}
