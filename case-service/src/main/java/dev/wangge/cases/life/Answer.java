package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseHandled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReopened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseReplied;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSettled;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVerificationFailed;
import dev.wangge.platform.event.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What the reporter gets to know: what was done, as far as it stands, what they were told last, and
 * why it was not taken up.
 */
record Answer(@Nullable Said done, @Nullable Said replied, @Nullable Said declined) {
    static final Answer NONE = new Answer(null, null, null);

    Answer apply(CaseEvent event, Fact fact) {
        return switch (event) {
            case CaseHandled e -> done(new Said(e.what(), fact.at()));
            case CaseSettled e -> done(new Said(e.what(), fact.at()));
            case CaseVerificationFailed _, CaseReopened _ -> done(null);
            case CaseReplied e -> new Answer(done, new Said(e.text(), fact.at()), declined);
            case CaseDeclined e -> new Answer(done, replied, new Said(e.reason(), fact.at()));
            default -> this;
        };
    }

    private Answer done(@Nullable Said what) {
        return new Answer(what, replied, declined);
    }
}
