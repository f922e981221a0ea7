package dev.wangge.grids.duty;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty, the one to tell first in front.
 *
 * @param changesAt when it has to be looked at again at the latest; null when time changes nothing
 */
public record Duty(List<OnDuty> onDuty, @Nullable Instant changesAt) {}
