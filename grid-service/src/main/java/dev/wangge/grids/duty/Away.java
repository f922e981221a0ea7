package dev.wangge.grids.duty;

import org.jspecify.annotations.Nullable;

/**
 * A member is on leave; the deputy, if there is one, stands in.
 *
 * @param code of the leave; of two that hold at once the lower one's deputy comes first
 */
public record Away(String code, String member, @Nullable String deputy, Span span) {}
