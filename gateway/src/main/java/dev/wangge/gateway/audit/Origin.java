package dev.wangge.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of what was noted somewhere before it came into the chain.
 *
 * @param id of the note: it comes in once, however often it is brought
 * @param service where it was done
 * @param happenedAt when it was done, to the millisecond; the record's own time is when it came in
 * @param insteadOf the person whom they stand in for; null where they act as themselves
 * @param why as they said it, or the problem they were told
 */
record Origin(
        String id,
        String service,
        Instant happenedAt,
        @Nullable String insteadOf,
        @Nullable String why) {}
