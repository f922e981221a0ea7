package dev.wangge.cases.rulebook;

/**
 * What is looked at once more after it was closed.
 *
 * @param settled of 10,000 cases that were settled on the spot so many are checked by lot
 * @param lowRating the highest score that shows that a reporter is not content
 * @param then what follows from it
 */
public record Checks(int settled, int lowRating, Discontent then) {
    static final Checks BUILT_IN = new Checks(1_000, 2, Discontent.FOLLOW_UP);

    /** What follows when a reporter is not content. */
    public enum Discontent {
        /** 回访: somebody asks them. */
        FOLLOW_UP,
        /** The case begins anew. */
        REOPEN
    }
}
