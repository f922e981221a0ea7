package dev.wangge.platform.security;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who calls: a client, its roles, and the divisions it answers for.
 *
 * @param divisions code prefixes without padding; {@code 540328} sees whatever starts with it
 */
public record Caller(String client, Set<String> roles, List<String> divisions) {

    /**
     * The caller of this request.
     *
     * @throws Problem unauthenticated, when there is none
     */
    public static Caller current() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            var jwt = token.getToken();
            var roles = jwt.getClaimAsStringList("roles");
            var divisions = jwt.getClaimAsStringList("divisions");
            return new Caller(
                    String.valueOf(jwt.getSubject()),
                    roles == null ? Set.of() : Set.copyOf(roles),
                    divisions == null ? List.of() : List.copyOf(divisions));
        }
        throw new Problem(ProblemType.UNAUTHENTICATED, "A bearer token is required");
    }

    /** Whether the caller holds the role; {@code admin} holds all. */
    public boolean is(String role) {
        return roles.contains(role) || roles.contains("admin");
    }

    /** Refuses callers who hold none of the roles. */
    public void require(String... anyOf) {
        for (var role : anyOf) {
            if (is(role)) {
                return;
            }
        }
        throw new Problem(
                        ProblemType.NOT_PERMITTED,
                        "This needs the role " + String.join(" or ", anyOf))
                .with("requires", List.of(anyOf));
    }

    /** Whether a division or grid code lies in the caller's scope. */
    public boolean covers(String code) {
        return divisions.stream().anyMatch(code::startsWith);
    }

    /** Refuses a named division or grid outside the caller's scope. */
    public void requireScope(String code) {
        if (!covers(code)) {
            throw new Problem(ProblemType.OUTSIDE_SCOPE, code + " is outside your divisions")
                    .with("divisions", divisions);
        }
    }
}
