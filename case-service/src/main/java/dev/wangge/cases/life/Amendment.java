package dev.wangge.cases.life;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was added to a report afterwards; description and address are digests, null where nothing
 * was.
 */
public record Amendment(
        Instant at,
        @Nullable String description,
        @Nullable String address,
        List<String> attachments) {}
