package dev.wangge.cases.rulebook;

import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.routing.Routings;
import dev.wangge.cases.ruleset.Rules;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;

/** Books of counties that set rules, without a service around them. */
public final class CountyBooks implements Rulebooks {
    private final LadderRules ladders = new LadderRules();
    private final Rules rules;
    private final Rulebooks books;

    public CountyBooks(MongoOperations mongo, Clock clock) {
        var evidence = new EvidenceRules();
        var limits = new LimitRules();
        var routing = Routings.knowing();
        var kinds = new KindRules();
        var dictionaries = new DictionaryRules();
        var triage = new TriageRules(kinds, dictionaries);
        var calendars = new CalendarRules();
        var checks = new CheckRules();
        this.rules =
                new Rules(
                        mongo,
                        clock,
                        new SimpleMeterRegistry(),
                        List.of(
                                evidence,
                                limits,
                                routing,
                                triage,
                                calendars,
                                checks,
                                kinds,
                                dictionaries,
                                ladders));
        this.books =
                new SetRulebooks(
                        rules.inForce(),
                        evidence,
                        limits,
                        routing,
                        triage,
                        calendars,
                        checks,
                        kinds,
                        dictionaries,
                        ladders);
    }

    /** Sets that each superior has so many minutes. */
    public void climbEvery(int minutes, String division) {
        climb(new LimitRules.Span(minutes, LimitRules.Unit.MINUTES), division);
    }

    /** Sets that each superior has a working day. */
    public void climbEachWorkingDay(String division) {
        climb(new LimitRules.Span(1, LimitRules.Unit.WORKING_DAYS), division);
    }

    private void climb(LimitRules.Span each, String division) {
        var built = ladders.builtIn();
        var rows =
                built.climb().stream()
                        .map(row ->
                                new LadderRules.OfKind(row.kind(), row.after(), each, row.skips()))
                        .toList();
        rules.set(
                ladders,
                division,
                new LadderRules.Change(
                        "试行",
                        new LadderRules.Body(
                                built.remindAt(),
                                List.of(CaseKind.values()),
                                rows,
                                built.warnDays())));
    }

    @Override
    public Rulebook inForce(List<String> path) {
        return books.inForce(path);
    }

    @Override
    public Rulebook named(@Nullable String version, List<String> path) {
        return books.named(version, path);
    }
}
