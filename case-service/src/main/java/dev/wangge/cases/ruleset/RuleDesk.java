package dev.wangge.cases.ruleset;

import dev.wangge.cases.ruleset.RuleLog.Entry;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.EntityTag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where rules are set: checked, as a new version, after the one that was seen. */
@Component
public class RuleDesk {
    private static final int TRIES = 50;
    private final RuleLog log;
    private final RulesInForce inForce;
    private final RuleBodies bodies = new RuleBodies();
    private final Clock clock;

    RuleDesk(RuleLog log, RulesInForce inForce, Clock clock) {
        this.log = log;
        this.inForce = inForce;
        this.clock = clock;
    }

    /** What is wrong with a document: the fields it lacks, else what it says. */
    <B extends Record> List<Finding> check(RuleSet<B, ?> set, @Nullable B body, String division) {
        if (body == null) {
            return List.of(new Finding("#/body", "required", "body is required"));
        }
        var gaps = Completeness.of(body, "#/body");
        return gaps.isEmpty() ? set.check(body, inForce.setting(division)) : gaps;
    }

    /**
     * Sets rules for a division. What is in force there already stays the version that it is.
     *
     * @param ifMatch the division's own version that the caller saw, 0 for none; null for whatever
     *     there is
     * @throws Problem invalid-request that points at what is wrong, stale-version
     */
    public <B extends Record> RuleVersion<B> set(
            RuleSet<B, ?> set,
            String division,
            RuleChange<B> change,
            @Nullable String ifMatch,
            String by) {
        for (int i = 0; i < TRIES; i++) {
            long last = inForce.refreshNow();
            int own = own(set, division);
            new EntityTag(own).requireMatch(ifMatch);
            requireSound(set, change, division);
            var present = inForce.versionInForce(set, division);
            if (present.isOf(division) && present.body().equals(change.body())) {
                return present;
            }
            var entry =
                    new Entry(
                            last + 1,
                            set.name(),
                            division,
                            own + 1,
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            by,
                            change.why(),
                            bodies.written(change.body()));
            if (log.add(entry)) {
                var _ = inForce.refreshNow();
                return inForce.version(set, entry);
            }
        }
        throw new IllegalStateException("No turn to set " + set.name());
    }

    /** The number of the division's own last version; 0 when it has none. */
    private int own(RuleSet<?, ?> set, String division) {
        return log.history(set.name(), division, Integer.MAX_VALUE, 1).stream()
                .mapToInt(Entry::version)
                .findFirst()
                .orElse(0);
    }

    /** Those in force for a division. */
    public <B extends Record> B inForce(RuleSet<B, ?> set, String division) {
        return inForce.versionInForce(set, division).body();
    }

    /**
     * Refuses what could not be set.
     *
     * @throws Problem invalid-request that points at what is wrong
     */
    public <B extends Record> void requireSound(
            RuleSet<B, ?> set, RuleChange<B> change, String division) {
        var findings = Completeness.of((Record) change, "#");
        refuse(findings.isEmpty() ? check(set, change.body(), division) : findings);
    }

    /**
     * Refuses a document that could not be set.
     *
     * @throws Problem invalid-request that points at what is wrong
     */
    public <B extends Record> void requireSound(
            RuleSet<B, ?> set, @Nullable B body, String division) {
        refuse(check(set, body, division));
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw Problem.invalid(findings.stream().map(Finding::pointed).toArray(Pointed[]::new));
        }
    }

    /** The version a division has of its own, or 0 of what is built in. */
    <B extends Record> RuleVersion<B> version(RuleSet<B, ?> set, String division, int version) {
        return version == 0
                ? RuleVersion.builtIn(set)
                : log.find(set.name(), division, version)
                        .map(entry -> inForce.version(set, entry))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemType.NO_SUCH_RULES,
                                        "%s has no version %s of these rules"
                                                .formatted(division, version)));
    }

    /** A division's own, newest first. */
    List<Entry> history(RuleSet<?, ?> set, String division, int before, int most) {
        return log.history(set.name(), division, before, most);
    }
}
