package dev.wangge.gateway.provider;

import org.jspecify.annotations.Nullable;

/** What a provider says of whoever came back. */
public sealed interface Answer {
    /**
     * It knows them.
     *
     * @param who by what their account is found
     * @param byTwoThings whether they showed it two things, as the configuration has it say so
     * @param rights what it would have them be here; null where only accounts that are there count
     */
    record Vouched(Identifier who, boolean byTwoThings, @Nullable VouchedRights rights)
            implements Answer {}

    /**
     * It does not know them, or it was not it who spoke.
     *
     * @param why for the audit trail: no secret, no name
     */
    record Refused(String why) implements Answer {}
}
