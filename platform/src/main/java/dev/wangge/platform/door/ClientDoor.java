package dev.wangge.platform.door;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.security.TokenClaim;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** One client takes only its share: its requests in hand and in a second are bounded. */
public final class ClientDoor extends OncePerRequestFilter {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Problems problems;
    private final MeterRegistry meters;
    private final InFlight inFlight;
    private final Rates rates;

    public ClientDoor(DoorSettings settings, Problems problems, MeterRegistry meters) {
        var client = settings.client();
        this.problems = problems;
        this.meters = meters;
        this.inFlight = new InFlight(client.atOnce());
        this.rates =
                new Rates(
                        2L * client.perSecond(),
                        client.perSecond(),
                        Duration.ofSeconds(1),
                        settings.remembered());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token)) {
            chain.doFilter(request, response);
            return;
        }
        var client = String.valueOf(token.getToken().getSubject());
        var wait = take(client, token.getToken().getClaims().get(TokenClaim.PER_SECOND));
        if (!wait.isZero()) {
            refuse(
                    "client-rate",
                    TooMany.comeBack("Too many requests of this client", wait),
                    request,
                    response);
        } else if (!inFlight.tryTake(client)) {
            refuse(
                    "client-at-once",
                    TooMany.comeBack("Too many requests of this client at once", SOON),
                    request,
                    response);
        } else {
            try {
                chain.doFilter(request, response);
            } finally {
                inFlight.giveBack(client);
            }
        }
    }

    /** Of its own share, where its token says one. */
    private Duration take(String client, @Nullable Object perSecond) {
        return perSecond instanceof Number own
                ? rates.take(client, own.longValue())
                : rates.take(client);
    }

    private void refuse(
            String limit, Problem why, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        meters.counter("wangge.door.refused", "limit", limit).increment();
        problems.write(why, request, response);
    }
}
