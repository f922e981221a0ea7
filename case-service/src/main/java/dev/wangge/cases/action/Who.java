package dev.wangge.cases.action;

import dev.wangge.cases.access.Handlers;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.Actor;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do something: a client that holds one of the roles, or whoever comes by a link and stands
 * in one of the relations to the case.
 *
 * @param exclusions of those who may not, whatever else they are
 */
public record Who(List<Role> roles, Set<Relation> relations, List<Exclusion> exclusions) {
    /** No member has such a code. */
    private static final String SOMEBODY = "?";

    private static final String MAY_BE_THE_SAME =
            "This client named nobody, here or before: it says in by for whom it acts, or another"
                    + " client does this";

    /**
     * Maker and checker are persons: whoever did the one may not do the other.
     *
     * @param doers as the facts say it; none while nobody did
     * @param told to the same person; a client that may be theirs is told to say for whom it acts
     */
    public record Exclusion(Function<Case, List<String>> doers, ProblemType problem, String told) {
        boolean holds(Case it, Actor actor) {
            return did(it).anyMatch(actor::mayBeSamePersonAs);
        }

        Problem toldTo(Case it, Actor actor) {
            var isSame = did(it).anyMatch(actor::isSamePersonAs);
            return new Problem(problem, isSame ? told : MAY_BE_THE_SAME);
        }

        private Stream<Actor> did(Case it) {
            return doers.apply(it).stream().map(Actor::parse);
        }
    }

    public static Who holding(Role... anyOf) {
        return new Who(List.of(anyOf), Set.of(), List.of());
    }

    public Who or(Relation... anyOf) {
        return new Who(roles, Set.copyOf(Arrays.asList(anyOf)), exclusions);
    }

    public Who butNot(Function<Case, @Nullable String> doer, ProblemType problem, String told) {
        return butNone(it -> Stream.ofNullable(doer.apply(it)).toList(), problem, told);
    }

    /** But whoever is among these. */
    public Who butNone(Function<Case, List<String>> doers, ProblemType problem, String told) {
        return new Who(roles, relations, List.of(new Exclusion(doers, problem, told)));
    }

    /** Of the roles, as tokens spell them. */
    public List<String> roleNames() {
        return roles.stream().map(Role::spelled).toList();
    }

    /**
     * Refuses a client without any of the roles.
     *
     * @throws Problem not-permitted
     */
    public void require(Caller caller) {
        caller.requireAny(roles);
    }

    public boolean permits(Caller caller) {
        return caller.isAny(roles);
    }

    /** Whether it is theirs to do by what they are to this case. */
    public boolean permits(Case it, Actor actor) {
        return relations.stream().anyMatch(relation -> relation.holds(it, actor));
    }

    /** Whether a client may do it to this case: in its own name, or else in somebody's. */
    public boolean permits(Case it, Caller caller) {
        return permits(caller)
                && Handlers.isTheirs(it, caller, caller.actor(), roles)
                && (isOpenTo(it, caller.actor())
                        || (!caller.actsFor().isEmpty()
                                && isOpenTo(it, new Actor(SOMEBODY, caller.by()))));
    }

    /**
     * Refuses a handler whose work it is not.
     *
     * @throws Problem not-permitted
     */
    public void requireTheirs(Case it, Caller caller, Actor actor) {
        Handlers.require(it, caller, actor, roles);
    }

    private boolean isOpenTo(Case it, Actor actor) {
        return exclusions.stream().noneMatch(exclusion -> exclusion.holds(it, actor));
    }

    void requireNotExcluded(Case it, Actor actor) {
        for (var exclusion : exclusions) {
            if (exclusion.holds(it, actor)) {
                throw exclusion.toldTo(it, actor);
            }
        }
    }
}
