package dev.wangge.gateway.identity;

import dev.wangge.gateway.account.Account;
import dev.wangge.gateway.signin.SignIns;
import dev.wangge.gateway.signin.SignedIn;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.security.TokenSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * For pages of this gateway: who is signed in calls the API by their session, and the services see
 * a token that is made for it here, and never leaves for a browser. What changes something has to
 * bring, in a header, what only a page of ours can read in its cookie.
 */
@Component
class SessionTokens extends OncePerRequestFilter {
    /** As which client pages of ours act. */
    static final String CONSOLE = "console";

    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Duration FOR = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final SignIns signIns;
    private final TokenClaims claims;
    private final JwtEncoder encoder;
    private final CookieCsrfTokenRepository forms;
    private final Problems problems;
    private final String issuer;
    private final InstantSource clock;
    private final Map<SignedIn, Made> made = new ConcurrentHashMap<>();

    private record Made(String token, Instant at, long version) {}

    SessionTokens(
            SignIns signIns,
            TokenClaims claims,
            JwtEncoder encoder,
            CookieCsrfTokenRepository forms,
            Problems problems,
            TokenSettings settings,
            InstantSource clock) {
        this.signIns = signIns;
        this.claims = claims;
        this.encoder = encoder;
        this.forms = forms;
        this.problems = problems;
        this.issuer = settings.issuer();
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith("/api/")
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getCookies() == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var in = signIns.in(request);
        if (in.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!SAFE.contains(request.getMethod()) && !comesFromOurPages(request)) {
            problems.write(
                    new Problem(
                            ProblemType.NOT_PERMITTED,
                            "What a session changes comes with X-XSRF-TOKEN, as the cookie has it"),
                    request,
                    response);
            return;
        }
        chain.doFilter(with(request, token(in.get())), response);
    }

    private boolean comesFromOurPages(HttpServletRequest request) {
        var cookie = forms.loadToken(request);
        var header = cookie == null ? null : request.getHeader(cookie.getHeaderName());
        return cookie != null
                && header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8),
                        cookie.getToken().getBytes(StandardCharsets.UTF_8));
    }

    /** One for five minutes, if nothing of what they may has changed. */
    private String token(SignIns.In in) {
        var who = in.signIn();
        var account = in.account();
        var now = clock.instant();
        var before = made.get(who);
        if (before != null
                && before.version == account.version()
                && now.isBefore(before.at.plus(FOR))
                && !before.at.isBefore(account.tokensFrom())) {
            return before.token;
        }
        if (made.size() >= MOST) {
            made.values().removeIf(one -> !now.isBefore(one.at.plus(FOR)));
        }
        var token = make(account, now);
        if (made.size() < MOST) {
            made.put(who, new Made(token, now, account.version()));
        }
        return token;
    }

    private String make(Account account, Instant now) {
        var said =
                JwtClaimsSet.builder()
                        .id(UUID.randomUUID().toString())
                        .issuer(issuer)
                        .issuedAt(now)
                        .notBefore(now)
                        .expiresAt(now.plus(RegisteredClients.PERSONS_TOKEN));
        claims.ofPerson(said, account, CONSOLE, List.of());
        return encoder.encode(
                        JwtEncoderParameters.from(
                                JwsHeader.with(SignatureAlgorithm.RS256).build(), said.build()))
                .getTokenValue();
    }

    private static HttpServletRequest with(HttpServletRequest request, String token) {
        var bearer = BEARER + token;
        return new HttpServletRequestWrapper(request) {
            @Override
            public @Nullable String getHeader(String name) {
                return name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)
                        ? bearer
                        : super.getHeader(name);
            }

            @Override
            public Enumeration<String> getHeaders(String name) {
                return name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)
                        ? Collections.enumeration(List.of(bearer))
                        : super.getHeaders(name);
            }

            @Override
            public Enumeration<String> getHeaderNames() {
                var names = Collections.list(super.getHeaderNames());
                names.add(HttpHeaders.AUTHORIZATION);
                return Collections.enumeration(names);
            }
        };
    }
}
