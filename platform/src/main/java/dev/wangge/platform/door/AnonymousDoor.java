package dev.wangge.platform.door;

import dev.wangge.platform.door.Gate.Granted;
import dev.wangge.platform.door.Gate.NotMine;
import dev.wangge.platform.door.Gate.Refused;
import dev.wangge.platform.door.Gate.Stranger;
import dev.wangge.platform.door.Gate.Unsettled;
import dev.wangge.platform.door.Gate.Verdict;
import dev.wangge.platform.page.OpenPage;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The way in for links, short links and callbacks. Their address is looked at before anything of
 * the body is read; whoever has none of ours is counted by where it comes from, and may guess only
 * so often.
 */
public final class AnonymousDoor extends OncePerRequestFilter {
    /** Besides the pages. */
    private static final List<String> WITHOUT_TOKEN = List.of("/a/", "/callbacks/");

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    /** Where a short link leads that is none. */
    private static final String NO_SUCH_LINK = "/l/unknown";

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final NotMine NOBODYS = new NotMine();

    private final List<Gate> gates;
    private final Problems problems;
    private final MeterRegistry meters;
    private final InFlight ofAddress;
    private final InFlight ofLink;
    private final Rates refusals;
    private final Rates lookups;

    public AnonymousDoor(
            List<Gate> gates, DoorSettings settings, Problems problems, MeterRegistry meters) {
        var anonymous = settings.anonymous();
        this.gates = List.copyOf(gates);
        this.problems = problems;
        this.meters = meters;
        this.ofAddress = new InFlight(anonymous.atOncePerAddress());
        this.ofLink = new InFlight(anonymous.atOncePerLink());
        this.refusals =
                new Rates(
                        anonymous.refusals(),
                        anonymous.refusalsPerMinute(),
                        Duration.ofMinutes(1),
                        settings.remembered());
        this.lookups =
                new Rates(
                        anonymous.lookupsPerSecond(),
                        anonymous.lookupsPerSecond(),
                        Duration.ofSeconds(1),
                        settings.remembered());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = path(request);
        return OpenPage.at(path).isEmpty() && WITHOUT_TOKEN.stream().noneMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        admit(look(request), request, response, chain);
    }

    private void admit(
            Verdict verdict,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        var address = TrustedProxies.counted(request.getRemoteAddr());
        switch (verdict) {
            case Granted(var who) -> inHand(ofLink, who, request, response, chain);
            case Unsettled(var settled) -> {
                // Where somebody guesses, what is ours opens all the same, while telling is cheap.
                if (mayLookUp(address) || mayTry(address, request, response)) {
                    admit(settled.get(), request, response, chain);
                }
            }
            case Refused(var why) -> {
                if (mayTry(address, request, response)) {
                    count(address);
                    problems.write(why, request, response);
                }
            }
            case Stranger _ -> {
                if (mayTry(address, request, response)) {
                    var seen = hasBody(request) ? new WithoutBody(request) : request;
                    inHand(ofAddress, address, seen, response, chain);
                    countRefusal(address, response);
                }
            }
            case NotMine _ -> {
                if (mayTry(address, request, response)) {
                    inHand(ofAddress, address, request, response, chain);
                    countRefusal(address, response);
                }
            }
        }
    }

    private Verdict look(HttpServletRequest request) {
        var path = path(request);
        for (var gate : gates) {
            var verdict = gate.look(path, request);
            if (!(verdict instanceof NotMine)) {
                return verdict;
            }
        }
        return NOBODYS;
    }

    private boolean mayLookUp(String address) {
        return refusals.ahead(address).isZero() || lookups.take(address).isZero();
    }

    private boolean mayTry(String address, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var wait = refusals.ahead(address);
        if (wait.isZero()) {
            return true;
        }
        refuse(
                "refusals",
                TooMany.comeBack("Too many addresses were tried that are none", wait),
                request,
                response);
        return false;
    }

    private void inHand(
            InFlight turns,
            String who,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (!turns.tryTake(who)) {
            refuse(
                    "anonymous-at-once",
                    TooMany.comeBack("Too many requests at once from there", SOON),
                    request,
                    response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            turns.giveBack(who);
        }
    }

    private void countRefusal(String address, HttpServletResponse response) {
        if (REFUSALS.contains(response.getStatus())
                || NO_SUCH_LINK.equals(response.getHeader(HttpHeaders.LOCATION))) {
            count(address);
        }
    }

    private void count(String address) {
        var _ = refusals.take(address);
    }

    private void refuse(
            String limit, Problem why, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        meters.counter("wangge.door.refused", "limit", limit).increment();
        problems.write(why, request, response);
    }

    private static boolean hasBody(HttpServletRequest request) {
        return !(request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                || request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static String path(HttpServletRequest request) {
        var more = request.getPathInfo();
        return more == null ? request.getServletPath() : request.getServletPath() + more;
    }
}
