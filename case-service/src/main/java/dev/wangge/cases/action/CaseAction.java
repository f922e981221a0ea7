package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
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
    private final List<Demand> demands;
    private final Set<Status> from;
    private final Set<Status> to;
    private final Who who;
    private final BiPredicate<Case, Instant> condition;
    private final Function<Case, Optional<Problem>> barrier;
    private final boolean whileSuspended;
    private final boolean isForSides;
    private final Predicate<C> onward;
    private final Decision<C> decision;

    private CaseAction(Draft<C> row, Decision<C> decision) {
        this.slug = row.slug;
        this.summary = row.summary;
        this.fields = new CommandFields<>(row.takes);
        this.demands = List.copyOf(row.demands);
        this.from = row.from;
        this.to = row.to;
        this.who = row.who;
        this.condition = row.condition;
        this.barrier = row.barrier;
        this.whileSuspended = row.whileSuspended;
        this.isForSides = row.isForSides;
        this.onward = row.onward;
        this.decision = decision;
    }

    /** What it does to a case that allows it, told by a command that is complete. */
    @FunctionalInterface
    public interface Decision<C> {
        List<CaseEvent> decide(Case it, C command, CommandContext context);
    }

    private record Demand(String field, BiPredicate<Case, Rulebook> when) {}

    /**
     * A row to be filled in.
     *
     * @param slug as it is spelled in an address
     * @param summary in English, for the API's description
     */
    public static <C extends CaseCommand> Draft<C> named(
            String slug, String summary, Class<C> takes) {
        return new Draft<>(slug, summary, takes);
    }

    /** A row that is being filled in, until it {@link #decides}. */
    public static final class Draft<C extends CaseCommand> {
        private final String slug;
        private final String summary;
        private final Class<C> takes;
        private final List<Demand> demands = new ArrayList<>();
        private Set<Status> from = Set.of();
        private Set<Status> to = Set.of();
        private Who who = Who.holding();
        private BiPredicate<Case, Instant> condition = (it, now) -> true;
        private Function<Case, Optional<Problem>> barrier = it -> Optional.empty();
        private boolean whileSuspended;
        private boolean isForSides;
        private Predicate<C> onward = command -> false;

        private Draft(String slug, String summary, Class<C> takes) {
            this.slug = slug;
            this.summary = summary;
            this.takes = takes;
        }

        public Draft<C> from(Status first, Status... more) {
            from = Collections.unmodifiableSet(EnumSet.of(first, more));
            return this;
        }

        /** Where it leads; without this the case stays where it is. */
        public Draft<C> to(Status first, Status... more) {
            to = Collections.unmodifiableSet(EnumSet.of(first, more));
            return this;
        }

        public Draft<C> by(Who permitted) {
            who = permitted;
            return this;
        }

        /** Beyond its state: a case is rated once. */
        public Draft<C> onlyWhile(Predicate<Case> present) {
            return onlyAt((it, now) -> present.test(it));
        }

        /** Beyond its state, at a time: an extension is asked for before it is due. */
        public Draft<C> onlyAt(BiPredicate<Case, Instant> present) {
            condition = present;
            return this;
        }

        /** Not while something stands in the way, which is said. */
        public Draft<C> unless(Function<Case, Optional<Problem>> something) {
            barrier = something;
            return this;
        }

        /** Also for a county that joined: all else is for where the case lies. */
        public Draft<C> alsoForSides() {
            isForSides = true;
            return this;
        }

        /** Also while its clock stands still. */
        public Draft<C> alsoWhileSuspended() {
            whileSuspended = true;
            return this;
        }

        /** It brings a case nearer to its end: whatever does not may come again for ever. */
        public Draft<C> leadsOn() {
            return leadsOnWhen(command -> true);
        }

        public Draft<C> leadsOnWhen(Predicate<C> command) {
            onward = command;
            return this;
        }

        /** A field that some cases require: told in what a case offers, checked by the decision. */
        public Draft<C> demanding(String field, BiPredicate<Case, Rulebook> when) {
            demands.add(new Demand(field, when));
            return this;
        }

        public CaseAction<C> decides(Decision<C> decision) {
            return new CaseAction<>(this, decision);
        }
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

    public boolean isPossible(Case it, Instant now) {
        return isPossibleBut(it, now) && barrier.apply(it).isEmpty();
    }

    private boolean isPossibleBut(Case it, Instant now) {
        return from.contains(it.status())
                && (whileSuspended || !it.isSuspended())
                && condition.test(it, now);
    }

    /** What alone stands in its way; empty where nothing does, or something else as well. */
    Optional<Problem> barrier(Case it, Instant now) {
        return isPossibleBut(it, now) ? barrier.apply(it) : Optional.empty();
    }

    /** Whether a county that joined may do it, as far as its own part goes. */
    public boolean isForSides() {
        return isForSides;
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
