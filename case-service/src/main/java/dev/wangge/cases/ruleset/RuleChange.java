package dev.wangge.cases.ruleset;

/** A request to set rules: each set has its own, so that its body is typed. */
public interface RuleChange<B> {
    /** Code points of a reason. */
    int LONGEST_WHY = 500;

    /** Why they are set: kept with the version. */
    String why();

    B body();
}
