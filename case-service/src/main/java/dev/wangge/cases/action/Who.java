package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.contracts.Actor;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Who may do something: a client that holds one of the roles, or whoever comes by a link and stands
 * in one of the relations to the case.
 *
 * @param exclusions of those who may not, whatever else they are
 */
public record Who(List<Role> roles, Set<Relation> relations, List<Exclusion> exclusions) {
    /** What somebody is told who may not, for what they are to the case. */
    public record Exclusion(Relation relation, ProblemType problem, String told) {}

    public static Who holding(Role... anyOf) {
        return new Who(List.of(anyOf), Set.of(), List.of());
    }

    public Who or(Relation... anyOf) {
        return new Who(roles, Set.copyOf(Arrays.asList(anyOf)), exclusions);
    }

    public Who butNot(Relation relation, ProblemType problem, String told) {
        return new Who(roles, relations, List.of(new Exclusion(relation, problem, told)));
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
        caller.require(roleNames().toArray(String[]::new));
    }

    public boolean permits(Caller caller) {
        return roleNames().stream().anyMatch(caller::is);
    }

    /** Whether it is theirs to do by what they are to this case. */
    public boolean permits(Case it, Actor actor) {
        return relations.stream().anyMatch(relation -> relation.holds(it, actor));
    }

    void requireNotExcluded(Case it, Actor actor) {
        for (var exclusion : exclusions) {
            if (exclusion.relation().holds(it, actor)) {
                throw new Problem(exclusion.problem(), exclusion.told());
            }
        }
    }
}
