package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * One thing that can be done to a case, as a row: what a case offers, the API's description, the
 * page of actions and the tests of legality are drawn from it.
 *
 * @param <C> the fields it takes
 */
public final class CaseAction<C extends CaseCommand> {
    private final String slug;
    private final String summary;
    private final CommandFields<C> fields;
    private final List<Demand> demands = new ArrayList<>();
    private Set<Status> from = Set.of();
    private Set<Status> to = Set.of();
    private Who who = Who.holding();
    private Predicate<Case> condition = it -> true;
    private Predicate<C> onward = command -> false;
    private Decision<C> decision = (it, command, context) -> List.of();

    private CaseAction(String slug, String summary, Class<C> takes) {
        this.slug = slug;
        this.summary = summary;
        this.fields = new CommandFields<>(takes);
    }

    /** What it does to a case that allows it, told by a command that is complete. */
    @FunctionalInterface
    public interface Decision<C> {
        List<CaseEvent> decide(Case it, C command, CommandContext context);
    }

    private record Demand(String field, BiPredicate<Case, Rulebook> when) {}

    /**
     * A row that is filled in by what follows.
     *
     * @param slug as it is spelled in an address
     * @param summary in English, for the API's description
     */
    public static <C extends CaseCommand> CaseAction<C> named(
            String slug, String summary, Class<C> takes) {
        return new CaseAction<>(slug, summary, takes);
    }

    public CaseAction<C> from(Status first, Status... more) {
        from = EnumSet.of(first, more);
        return this;
    }

    /** Where it leads; without this the case stays where it is. */
    public CaseAction<C> to(Status first, Status... more) {
        to = EnumSet.of(first, more);
        return this;
    }

    public CaseAction<C> by(Who permitted) {
        who = permitted;
        return this;
    }

    /** Beyond its state: a case is rated once. */
    public CaseAction<C> onlyWhile(Predicate<Case> condition) {
        this.condition = condition;
        return this;
    }

    /** It brings a case nearer to its end: whatever does not may come again for ever. */
    public CaseAction<C> leadsOn() {
        return leadsOnWhen(command -> true);
    }

    public CaseAction<C> leadsOnWhen(Predicate<C> onward) {
        this.onward = onward;
        return this;
    }

    /** A field that some cases require: told in what a case offers, checked by the decision. */
    public CaseAction<C> demanding(String field, BiPredicate<Case, Rulebook> when) {
        demands.add(new Demand(field, when));
        return this;
    }

    public CaseAction<C> decides(Decision<C> decision) {
        this.decision = decision;
        return this;
    }

    public String slug() {
        return slug;
    }

    public String summary() {
        return summary;
    }

    public Who who() {
        return who;
    }

    public Set<Status> from() {
        return from;
    }

    public Set<Status> to() {
        return to;
    }

    public CommandFields<C> fields() {
        return fields;
    }

    public boolean isPossible(Case it) {
        return from.contains(it.status()) && condition.test(it);
    }

    public boolean leadsOn(C command) {
        return onward.test(command);
    }

    /** Its fields as this case requires them. */
    public List<CommandField> fieldsFor(Case it, Rulebook rules) {
        return fields.all().stream()
                .map(field -> isDemanded(field.name(), it, rules) ? field.demanded() : field)
                .toList();
    }

    private boolean isDemanded(String field, Case it, Rulebook rules) {
        return demands.stream()
                .anyMatch(demand -> demand.field().equals(field) && demand.when().test(it, rules));
    }

    void perform(Case it, C command, CommandContext context) {
        who.requireNotExcluded(it, context.actor());
        fields.requireComplete(command);
        decision.decide(it, command, context)
                .forEach(event -> it.record(event, context.actor(), context.now()));
    }
}
