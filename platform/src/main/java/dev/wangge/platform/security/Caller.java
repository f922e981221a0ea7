package dev.wangge.platform.security;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Recipient;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who calls, and what they may. A token without a claim gives its default: a county system that
 * acts for itself has none of person, purpose and delegator.
 *
 * @param client the system through which they call: {@code client_id}, else {@code sub}
 * @param person who signed in, as the roster knows them, else their account; null when the system
 *     acts for itself
 * @param roles those we know; one that only a newer gateway knows gives nothing
 * @param divisions code prefixes without padding; {@code 540328} sees whatever starts with it
 * @param units codes of the units whose work is theirs; a client without any, as one without a
 *     person, may do whatever its roles and divisions allow
 * @param standsInFor codes of the members whose work is theirs while these are away
 * @param purpose for which they signed in, as they said
 * @param delegator the person they stand in for
 * @param actsFor code prefixes of the divisions for whose members it may act, in their names
 */
public record Caller(
        String client,
        @Nullable String person,
        Set<Role> roles,
        List<String> divisions,
        List<String> units,
        List<String> standsInFor,
        @Nullable String purpose,
        @Nullable String delegator,
        List<String> actsFor) {

    /** One who may act for the members of all its divisions. */
    public Caller(
            String client,
            @Nullable String person,
            Set<Role> roles,
            List<String> divisions,
            List<String> units,
            List<String> standsInFor,
            @Nullable String purpose,
            @Nullable String delegator) {
        this(client, person, roles, divisions, units, standsInFor, purpose, delegator, divisions);
    }

    /** A system that acts for itself, within its roles and divisions. */
    public static Caller system(String client, Set<Role> roles, List<String> divisions) {
        return new Caller(client, null, roles, divisions, List.of(), List.of(), null, null);
    }

    /**
     * The caller of this request.
     *
     * @throws Problem unauthenticated, when there is none
     */
    public static Caller current() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            return of(token.getToken());
        }
        throw new Problem(ProblemType.UNAUTHENTICATED, "A bearer token is required");
    }

    static Caller of(Jwt token) {
        var subject = String.valueOf(token.getSubject());
        var client = Objects.requireNonNullElse(token.getClaimAsString(TokenClaim.CLIENT), subject);
        // RFC 8693: the subject is whom it is done for, the actor is who does it.
        var actor = token.getClaimAsMap("act");
        var doer = actor == null ? subject : String.valueOf(actor.get("sub"));
        var divisions = listed(token, TokenClaim.DIVISIONS);
        var actsFor = token.getClaimAsStringList(TokenClaim.ACTS_FOR);
        return new Caller(
                client,
                doer.equals(client)
                        ? null
                        : Objects.requireNonNullElse(
                                token.getClaimAsString(TokenClaim.PERSON), doer),
                listed(token, TokenClaim.ROLES).stream()
                        .flatMap(name -> Role.of(name).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                List.copyOf(divisions),
                List.copyOf(listed(token, TokenClaim.UNITS)),
                List.copyOf(listed(token, TokenClaim.STANDS_IN_FOR)),
                token.getClaimAsString("purpose"),
                actor == null ? null : subject,
                List.copyOf(actsFor == null ? divisions : actsFor));
    }

    private static List<String> listed(Jwt token, String claim) {
        return Objects.requireNonNullElse(token.getClaimAsStringList(claim), List.of());
    }

    /** The same, answering for what becomes of its divisions. */
    public Caller over(UnaryOperator<List<String>> change) {
        return new Caller(
                client,
                person,
                roles,
                change.apply(divisions),
                units,
                standsInFor,
                purpose,
                delegator,
                change.apply(actsFor));
    }

    /** Whether only some of what their roles allow is theirs: what they have to do. */
    public boolean hasWorkOfTheirOwn() {
        return person != null || !units.isEmpty();
    }

    /** To whom what they have to do is given: themselves, whom they stand in for, their units. */
    public List<Recipient> worksAs() {
        return Stream.of(
                        Stream.ofNullable(person).map(Recipient::member),
                        standsInFor.stream().map(Recipient::member),
                        units.stream().map(Recipient::unit))
                .flatMap(some -> some)
                .toList();
    }

    /** Who acts: the person through the system, or the system for itself. */
    public Actor actor() {
        return person == null ? new Actor(client, null) : new Actor(person, client);
    }

    /** Who acts, as facts and databases write it. */
    public String by() {
        return actor().toString();
    }

    /** Whether the caller holds the role. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the caller holds at least one of the roles. */
    public boolean isAny(Collection<Role> anyOf) {
        for (var role : anyOf) {
            if (is(role)) {
                return true;
            }
        }
        return false;
    }

    /** Refuses callers who hold none of the roles. */
    public void require(Role... anyOf) {
        requireAny(List.of(anyOf));
    }

    /** The same. */
    public void requireAny(Collection<Role> anyOf) {
        if (!isAny(anyOf)) {
            var names = anyOf.stream().map(Role::spelled).toList();
            throw new Problem(
                            ProblemType.NOT_PERMITTED,
                            "This needs the role " + String.join(" or ", names))
                    .with("requires", names);
        }
    }

    /** Whether a division or grid code lies in the caller's scope. */
    public boolean covers(String code) {
        return divisions.stream().anyMatch(code::startsWith);
    }

    /**
     * Refuses a system that acts in its own name alone, whoever it names.
     *
     * @throws Problem not-acting-for
     */
    public void requireActingForOthers() {
        if (actsFor.isEmpty()) {
            throw notActing("This client acts in its own name alone");
        }
    }

    /**
     * Refuses to act for a member whose grid this is.
     *
     * @throws Problem not-acting-for
     */
    public void requireActingFor(String grid) {
        requireActingForOthers();
        if (actsFor.stream().noneMatch(grid::startsWith)) {
            throw notActing("This client does not act for members there");
        }
    }

    private Problem notActing(String why) {
        return new Problem(ProblemType.NOT_ACTING_FOR, why).with("actsFor", actsFor);
    }

    /** Refuses a named division or grid outside the caller's scope. */
    public void requireScope(String code) {
        if (!covers(code)) {
            throw new Problem(ProblemType.OUTSIDE_SCOPE, code + " is outside your divisions")
                    .with("divisions", divisions);
        }
    }
}
