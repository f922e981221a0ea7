package dev.wangge.gateway.identity;

import dev.wangge.gateway.audit.Audit;
import dev.wangge.gateway.audit.AuditEvent;
import dev.wangge.gateway.identity.RegisteredClients.Presented;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.door.Rates;
import dev.wangge.platform.door.TooMany;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before a secret is tried: whether it may be. A wrong one locks its client out from that address
 * only; too many from everywhere hold back whoever has to be looked at for the first time, while a
 * client whose secret was right before goes on. One at a time is tried of each, so that of many at
 * once no more are than would be one after the other.
 */
@Component
@Order(TokenDoor.BEFORE_SECURITY)
class TokenDoor extends OncePerRequestFilter {
    static final int BEFORE_SECURITY = -200;
    private static final String PATH = "/oauth2/";
    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long PATIENCE_SECONDS = 5;
    private static final int ROWS = 64;

    private final RegisteredClients clients;
    private final ClientSecrets secrets;
    private final Problems problems;
    private final MeterRegistry meters;
    private final Audit audit;
    private final Rates requests;
    private final Rates failuresOfAddress;
    private final Rates failuresOfClient;
    private final Lockouts lockouts;

    /** Each try may cost a bcrypt: they leave a processor to everybody else. */
    private final Semaphore trying =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final Lock[] rows =
            Stream.generate(ReentrantLock::new).limit(ROWS).toArray(Lock[]::new);

    /** So that nobody can tell who stands in the same row. */
    private final String salt = UUID.randomUUID().toString();

    TokenDoor(
            RegisteredClients clients,
            ClientSecrets secrets,
            TokenDoorSettings settings,
            DoorSettings door,
            Problems problems,
            MeterRegistry meters,
            Audit audit,
            InstantSource clock) {
        this.audit = audit;
        this.clients = clients;
        this.secrets = secrets;
        this.problems = problems;
        this.meters = meters;
        int remembered = door.remembered();
        this.requests =
                new Rates(2L * settings.perSecond(), settings.perSecond(), SOON, remembered);
        this.failuresOfAddress =
                new Rates(
                        settings.failuresOfAddress(),
                        settings.failuresOfAddress(),
                        MINUTE,
                        remembered);
        this.failuresOfClient =
                new Rates(
                        settings.failuresOfClient(),
                        settings.failuresOfClient(),
                        MINUTE,
                        remembered);
        this.lockouts = new Lockouts(settings, remembered, clock);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().startsWith(PATH)
                || !(request.getMethod().equals("POST") || isAuthorization(request));
    }

    /** It keeps where somebody was going: nobody has it keep that without end. */
    private static boolean isAuthorization(HttpServletRequest request) {
        return request.getServletPath().equals(AUTHORIZE);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var address = TrustedProxies.counted(request.getRemoteAddr());
        try {
            letIn(requests.take(address), "token-rate", "Too many requests for tokens");
            if (isAuthorization(request)) {
                chain.doFilter(request, response);
                return;
            }
            if (request.getQueryString() != null) {
                // RFC 6749, 2.3.1: a secret in an address would lie in every log on the way.
                throw new Problem(ProblemType.INVALID_REQUEST, "Parameters belong in the body");
            }
            var credentials = Credentials.of(request);
            var tried =
                    new Tried(
                            address,
                            clients.presented(credentials.client(), request.getRemoteAddr()),
                            credentials.secret());
            letIn(lockouts.wait(tried.pair()), "token-lockout", "Too many wrong secrets");
            if (isKnown(tried)) {
                chain.doFilter(request, response);
                return;
            }
            tryOut(tried, request, response, chain);
        } catch (Problem refused) {
            problems.write(refused, request, response);
        }
    }

    /** Whether its right secret was tried before, or costs nothing to compare. */
    private boolean isKnown(Tried tried) {
        return tried.presented()
                .filter(it -> it.refusal().isEmpty())
                .filter(it -> secrets.isRemembered(tried.secret(), it.secret()))
                .isPresent();
    }

    private void tryOut(
            Tried tried,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        var row = rows[Math.floorMod((salt + tried.pair()).hashCode(), ROWS)];
        if (!wait(row)) {
            letIn(SOON, "token-at-once", "Too many secrets are tried at once");
        }
        try {
            // While it waited for its turn others may have failed, or this secret been found right.
            letIn(lockouts.wait(tried.pair()), "token-lockout", "Too many wrong secrets");
            if (isKnown(tried)) {
                chain.doFilter(request, response);
                return;
            }
            letIn(
                    failuresOfAddress.ahead(tried.address()),
                    "token-failures",
                    "Too many wrong secrets from there");
            letIn(
                    failuresOfClient.ahead(tried.client()),
                    "token-failures",
                    "Too many wrong secrets for this client");
            tryNow(tried, request, response, chain);
        } finally {
            row.unlock();
        }
    }

    private void tryNow(
            Tried tried,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (!wait(trying)) {
            letIn(SOON, "token-at-once", "Too many secrets are tried at once");
        }
        try {
            chain.doFilter(request, response);
        } finally {
            trying.release();
        }
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            // A client that there is not may be somebody's secret in the wrong place.
            audit.note(
                    AuditEvent.CLIENT_REFUSED,
                    "unknown",
                    request.getRemoteAddr(),
                    tried.client().isEmpty() ? null : tried.client(),
                    tried.refusal());
            lockouts.failed(tried.pair());
            var _ = failuresOfAddress.take(tried.address());
            var _ = failuresOfClient.take(tried.client());
        } else if (response.getStatus() == HttpStatus.OK.value()) {
            lockouts.succeeded(tried.pair());
        }
    }

    private void letIn(Duration wait, String limit, String otherwise) {
        if (!wait.isZero()) {
            meters.counter("wangge.door.refused", "limit", limit).increment();
            throw TooMany.comeBack(otherwise, wait);
        }
    }

    private static boolean wait(Lock row) {
        try {
            return row.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean wait(Semaphore room) {
        try {
            return room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whose try it is. Clients that there are not are one and the same: strangers name many. */
    private record Tried(String address, Optional<Presented> presented, String secret) {
        String client() {
            return presented.map(Presented::id).orElse("");
        }

        /** What an administrator changed of a client is tried anew. */
        String pair() {
            return address + ' ' + client() + ' ' + presented.map(Presented::version).orElse(0L);
        }

        /** Why it was in vain, whatever the secret. */
        @Nullable String refusal() {
            return presented
                    .flatMap(Presented::refusal)
                    .map(it -> it.name().toLowerCase(Locale.ROOT))
                    .orElse(null);
        }

        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "Tried " + client();
        }
    }
}
