package dev.wangge.cases.rulebook;

import dev.wangge.cases.clock.Limits;
import dev.wangge.cases.ruleset.Decided;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.RulesInForce;
import dev.wangge.cases.triage.Triage;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Books put together of the sets that divisions have set: a book's name says which version of which
 * division each set is of, {@code evidence:54@2,limits:540328@3}; what is built in is not named.
 */
@Component
class SetRulebooks implements Rulebooks {
    private static final Pattern PART = Pattern.compile("([a-z]+):(\\d+)@(\\d+)");
    private final RulesInForce rules;
    private final LimitRules limits;
    private final EvidenceRules evidence;
    private final TriageRules triage;

    SetRulebooks(
            RulesInForce rules, LimitRules limits, EvidenceRules evidence, TriageRules triage) {
        this.rules = rules;
        this.limits = limits;
        this.evidence = evidence;
        this.triage = triage;
    }

    @Override
    public Rulebook inForce(List<String> path) {
        return book(
                rules.inForce(evidence, path),
                rules.inForce(limits, path),
                rules.inForce(triage, path));
    }

    @Override
    public Rulebook named(@Nullable String version) {
        if (version == null || version.equals(Rulebook.BUILT_IN)) {
            return new Rulebook();
        }
        var parts =
                PART.matcher(version)
                        .results()
                        .collect(Collectors.toMap(part -> part.group(1), Function.identity()));
        return book(
                of(evidence, parts.get(evidence.name())),
                of(limits, parts.get(limits.name())),
                of(triage, parts.get(triage.name())));
    }

    private <B extends Record, R> Decided<R> of(RuleSet<B, R> set, @Nullable MatchResult part) {
        return part == null
                ? rules.builtIn(set)
                : rules.version(set, part.group(2), Integer.parseInt(part.group(3)));
    }

    private static Rulebook book(
            Decided<Set<CaseKind>> evidence, Decided<Limits> limits, Decided<Triage> triage) {
        var name = named(evidence, limits, triage);
        return name.isEmpty()
                ? new Rulebook()
                : new Rulebook(name, limits.rules(), evidence.rules(), triage.rules());
    }

    private static String named(Decided<?>... sets) {
        return Arrays.stream(sets)
                .map(Decided::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(","));
    }
}
