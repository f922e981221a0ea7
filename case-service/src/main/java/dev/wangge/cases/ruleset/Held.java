package dev.wangge.cases.ruleset;

/** A version of rules, and what decides by it. */
record Held<B extends Record, R>(RuleVersion<B> version, R rules) {
    static <B extends Record, R> Held<B, R> of(RuleSet<B, R> set, RuleVersion<B> version) {
        return new Held<>(version, set.rules(version.body()));
    }

    Decided<R> decided() {
        return new Decided<>(version.name(), rules);
    }
}
