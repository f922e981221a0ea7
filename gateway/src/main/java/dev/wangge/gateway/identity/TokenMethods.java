package dev.wangge.gateway.identity;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The framework serves tokens and their keys in filters, which let pass whatever has another
 * method, as if nothing were at the address: here it is told which method there is.
 */
@Component
@Order(TokenDoor.BEFORE_SECURITY - 1)
class TokenMethods extends OncePerRequestFilter {
    private static final Map<String, HttpMethod> SERVED =
            Map.of(
                    "/oauth2/token",
                    HttpMethod.POST,
                    "/oauth2/revoke",
                    HttpMethod.POST,
                    "/oauth2/introspect",
                    HttpMethod.POST,
                    "/oauth2/jwks",
                    HttpMethod.GET);

    private final Problems problems;

    TokenMethods(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var served = SERVED.get(request.getServletPath());
        if (served == null || served.matches(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        var allowed = served.name() + ", OPTIONS";
        if (HttpMethod.OPTIONS.matches(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, allowed);
        } else {
            problems.write(
                    new Problem(ProblemType.METHOD_NOT_ALLOWED, "Not with this method")
                            .header(HttpHeaders.ALLOW, allowed),
                    request,
                    response);
        }
    }
}
