package dev.wangge.cases.room;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;

/** A case holds so much and no more: 409 {@code case-full}. */
public final class CaseFull {
    private CaseFull() {}

    /**
     * What is asked would be too much.
     *
     * @param of what there would be too much of: {@code facts}, {@code bytes} or {@code photos}
     * @param limit as much as there may be
     */
    public static Problem of(String of, long limit) {
        return new Problem(ProblemType.CASE_FULL, "A case holds at most %d %s".formatted(limit, of))
                .with("of", of)
                .with("limit", limit);
    }
}
