package dev.wangge.cases.life.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 挂起: the clock stands still.
 *
 * @param until when it runs on by itself
 * @param reason a digest
 * @param resumeWhen a digest of what it waits for; null where that is a time
 */
public record Suspension(
        Instant since, Instant until, String reason, @Nullable String resumeWhen) {}
