package dev.wangge.cases.ruleset;

/** Where rules are set in tests. */
public final class Settings {
    private Settings() {}

    /** Where nothing else was set. */
    public static Setting of(String division) {
        return new Setting() {
            @Override
            public String division() {
                return division;
            }

            @Override
            public <B extends Record, R> R beside(RuleSet<B, R> set) {
                return set.rules(set.builtIn());
            }
        };
    }
}
