package dev.wangge.cases.ruleset;

/** Where rules are to be set, and what else will be in force there. */
public interface Setting {
    /** The division for which they are. */
    String division();

    /** Rules of another set to which they refer. */
    <B extends Record, R> R beside(RuleSet<B, R> set);
}
