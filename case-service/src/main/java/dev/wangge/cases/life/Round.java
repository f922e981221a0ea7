package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a round of a case ended that was reopened since. */
public record Round(Instant closedAt, @Nullable CaseRated rating) {}
