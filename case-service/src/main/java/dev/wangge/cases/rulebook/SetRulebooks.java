package dev.wangge.cases.rulebook;

import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.routing.RoutingRules;
import dev.wangge.cases.ruleset.Decided;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.RulesInForce;
import dev.wangge.cases.triage.TriageRules;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final EvidenceRules evidence;
    private final LimitRules limits;
    private final RoutingRules routing;
    private final TriageRules triage;
    private final CalendarRules calendars;
    private final CheckRules checks;
    private final KindRules kinds;
    private final DictionaryRules dictionaries;
    private final LadderRules ladders;

    SetRulebooks(
            RulesInForce rules,
            EvidenceRules evidence,
            LimitRules limits,
            RoutingRules routing,
            TriageRules triage,
            CalendarRules calendars,
            CheckRules checks,
            KindRules kinds,
            DictionaryRules dictionaries,
            LadderRules ladders) {
        this.rules = rules;
        this.evidence = evidence;
        this.limits = limits;
        this.routing = routing;
        this.triage = triage;
        this.calendars = calendars;
        this.checks = checks;
        this.kinds = kinds;
        this.dictionaries = dictionaries;
        this.ladders = ladders;
    }

    @Override
    public Rulebook inForce(List<String> path) {
        return book(
                new Choice() {
                    @Override
                    public <B extends Record, R> Decided<R> of(RuleSet<B, R> set) {
                        return rules.inForce(set, path);
                    }
                },
                rules.inForce(calendars, path));
    }

    @Override
    public Rulebook named(@Nullable String version, List<String> path) {
        var parts =
                PART.matcher(Objects.toString(version, ""))
                        .results()
                        .collect(Collectors.toMap(part -> part.group(1), Function.identity()));
        return book(
                new Choice() {
                    @Override
                    public <B extends Record, R> Decided<R> of(RuleSet<B, R> set) {
                        var part = parts.get(set.name());
                        return part == null
                                ? rules.builtIn(set)
                                : rules.version(
                                        set, part.group(2), Integer.parseInt(part.group(3)));
                    }
                },
                rules.inForce(calendars, path));
    }

    /** Which version of each set is meant. */
    private interface Choice {
        <B extends Record, R> Decided<R> of(RuleSet<B, R> set);
    }

    private Rulebook book(Choice choice, Decided<WorkCalendar> calendar) {
        var routes = choice.of(routing);
        var asked = choice.of(evidence);
        var tree = choice.of(kinds);
        var words = choice.of(dictionaries);
        var times = choice.of(limits);
        var levels = choice.of(triage);
        var afterwards = choice.of(checks);
        var climbing = choice.of(ladders);
        var name =
                Stream.of(calendar, afterwards, words, routes, asked, tree, climbing, times, levels)
                        .map(Decided::name)
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.joining(","));
        return name.isEmpty()
                ? new Rulebook()
                : new Rulebook(
                        name,
                        times.rules().in(calendar.rules()),
                        asked.rules(),
                        levels.rules(),
                        routes.rules(),
                        afterwards.rules(),
                        tree.rules(),
                        words.rules(),
                        climbing.rules().in(calendar.rules()));
    }
}
