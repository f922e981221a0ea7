package dev.wangge.cases.access;

import dev.wangge.cases.life.Case;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose work a case is: of whoever it was given to, of their deputy while they are away, and of all
 * who handle for the same unit; of those, too, who take part in it. What was given to nobody yet is
 * for whoever stands before it.
 */
public final class Handlers {
    private Handlers() {}

    /** To whom a case, and what others do of it, was given. */
    public static Set<Recipient> of(Case it) {
        var assignee = it.assignee();
        return Stream.concat(
                        Stream.ofNullable(assignee).map(given -> given.recipient()),
                        it.bonds().openParts().stream().map(part -> part.side().recipient()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Refuses somebody who may do this as a handler alone, and whose work it is not. A system of no
     * unit acts for whoever comes to it.
     *
     * @param roles that allow it
     * @throws Problem not-permitted, with whose it is
     */
    public static void require(Case it, Caller caller, Actor actor, Collection<Role> roles) {
        if (!isTheirs(it, caller, actor, roles)) {
            throw new Problem(ProblemType.NOT_PERMITTED, "The case was given to somebody else")
                    .with("handlers", of(it).stream().map(Recipient::toString).sorted().toList());
        }
    }

    /** Whether whoever has one of these roles may do it here. */
    public static boolean isTheirs(Case it, Caller caller, Actor actor, Collection<Role> roles) {
        if (!caller.hasWorkOfTheirOwn()
                || roles.stream().anyMatch(role -> role != Role.HANDLER && caller.is(role))) {
            return true;
        }
        var handlers = of(it);
        var theirs = new HashSet<>(caller.worksAs());
        theirs.add(Recipient.parse(actor.who()));
        return handlers.isEmpty() || handlers.stream().anyMatch(theirs::contains);
    }
}
