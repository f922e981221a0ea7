package dev.wangge.cases.ruleset;

import dev.wangge.cases.ruleset.RuleLog.Entry;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.EntityTag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongFunction;
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
        return check(set, body, inForce.setting(division));
    }

    /** The same, where other sets come with it. */
    public <B extends Record> List<Finding> check(
            RuleSet<B, ?> set, @Nullable B body, Setting there) {
        if (body == null) {
            return List.of(new Finding("#/body", "required", "body is required"));
        }
        var gaps = Completeness.of(body, "#/body");
        return gaps.isEmpty() ? set.check(body, there) : gaps;
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
        return inTurn(
                set.name(),
                last -> {
                    int own = own(set, division);
                    new EntityTag(own).requireMatch(ifMatch);
                    requireSound(set, change, division);
                    var present = inForce.versionInForce(set, division);
                    if (present.isOf(division) && present.body().equals(change.body())) {
                        return present;
                    }
                    var body = bodies.written(change.body());
                    var entry =
                            new Entry(
                                    last + 1,
                                    set.name(),
                                    division,
                                    own + 1,
                                    now(),
                                    by,
                                    change.why(),
                                    body,
                                    false);
                    return log.add(entry) ? inForce.version(set, entry) : null;
                });
    }

    /**
     * Gives up what a division has of its own: what is above it decides from then on. Without any
     * nothing changes.
     *
     * @param ifMatch the division's own version that the caller saw; null for whatever there is
     * @return what is in force then
     * @throws Problem stale-version
     */
    <B extends Record> RuleVersion<B> inherit(
            RuleSet<B, ?> set, String division, String why, @Nullable String ifMatch, String by) {
        return inTurn(
                set.name(),
                last -> {
                    int own = own(set, division);
                    new EntityTag(own).requireMatch(ifMatch);
                    if (!inForce.versionInForce(set, division).isOf(division)) {
                        return inForce.versionInForce(set, division);
                    }
                    var entry =
                            new Entry(
                                    last + 1,
                                    set.name(),
                                    division,
                                    own + 1,
                                    now(),
                                    by,
                                    why,
                                    null,
                                    true);
                    if (!log.add(entry)) {
                        return null;
                    }
                    var _ = inForce.refreshNow();
                    return inForce.versionInForce(set, division);
                });
    }

    /**
     * Sets several sets together: all of them or none.
     *
     * @param drafts checked before, of one division and each of its own set
     * @param seen refuses what was set since the caller saw it; asked again before each try
     * @return names of those that are new; what is in force already stays the version that it is
     */
    public List<String> setTogether(
            String division, List<Draft<?>> drafts, String why, String by, Runnable seen) {
        return inTurn(
                "rules of " + division,
                last -> {
                    seen.run();
                    var entries =
                            drafts.stream()
                                    .filter(it -> !isInForce(it, division))
                                    .map(it -> entry(it, last + 1, division, why, by))
                                    .toList();
                    return entries.isEmpty() || log.add(entries)
                            ? entries.stream().map(Entry::set).toList()
                            : null;
                });
    }

    /** A document that is to be set. */
    public record Draft<B extends Record>(RuleSet<B, ?> set, B body) {}

    private <B extends Record> boolean isInForce(Draft<B> draft, String division) {
        var present = inForce.versionInForce(draft.set(), division);
        return present.isOf(division) && present.body().equals(draft.body());
    }

    private <B extends Record> Entry entry(
            Draft<B> draft, long number, String division, String why, String by) {
        return new Entry(
                number,
                draft.set().name(),
                division,
                own(draft.set(), division) + 1,
                now(),
                by,
                why,
                bodies.written(draft.body()),
                false);
    }

    /** One try after the other, each after all that was set before. */
    private <T> T inTurn(String what, LongFunction<@Nullable T> attempt) {
        for (int i = 0; i < TRIES; i++) {
            var done = attempt.apply(inForce.refreshNow());
            if (done != null) {
                var _ = inForce.refreshNow();
                return done;
            }
        }
        throw new IllegalStateException("No turn to set " + what);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
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
     * Refuses a request that lacks what its records require.
     *
     * @throws Problem invalid-request that points at what is wrong
     */
    public void requireComplete(Record request) {
        refuse(Completeness.of(request, "#"));
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
    <B extends Record> RuleView<B> version(RuleSet<B, ?> set, String division, int version) {
        return version == 0
                ? RuleView.of(RuleVersion.builtIn(set))
                : log.find(set.name(), division, version)
                        .map(entry ->
                                entry.inherits()
                                        ? RuleView.<B>inheriting(entry)
                                        : RuleView.of(inForce.version(set, entry)))
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
