package dev.wangge.grids.duty;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on duty.
 *
 * @param role the post's, also for who stands in
 * @param standingInFor the member whose post it is, when that one is away
 * @param until when this is known to end; null when it is open
 */
public record OnDuty(
        Who who,
        String code,
        String role,
        @Nullable String standingInFor,
        @Nullable Instant until) {}
