package dev.wangge.gateway.edge;

import dev.wangge.platform.door.Allowance;
import dev.wangge.platform.door.Allowances;
import dev.wangge.platform.log.Routes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes a request to its service and the answer back, byte for byte, never twice. Where the
 * service cannot be reached it throws, which the circuit breaker counts; where the caller's own
 * body is at fault it answers, which the breaker does not.
 *
 * <p>The gateway's stock exchange cannot tell these two apart, gives every request the same time,
 * and pumps each body through a second thread.
 */
@Component
class Forwarding implements ProxyExchange {
    private static final Logger log = LoggerFactory.getLogger(Forwarding.class);

    private final Problems problems;
    private final MeterRegistry meters;
    private final Allowances allowances;
    private final EndOfAnswers ends;
    private final OpenStreams streams;
    private final HttpClient http;

    Forwarding(
            Problems problems,
            MeterRegistry meters,
            Allowances allowances,
            OpenStreams streams,
            ForwardingSettings settings) {
        this.problems = problems;
        this.meters = meters;
        this.allowances = allowances;
        this.streams = streams;
        this.ends = new EndOfAnswers(settings.answer());
        this.http =
                HttpClient.newBuilder()
                        // Plain HTTP/2 would ask every new connection for an upgrade first.
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.connectTimeout())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    @Override
    public ServerResponse exchange(Request request) {
        var incoming = request.getServerRequest().servletRequest();
        var allowance = allowances.of(incoming.getServletPath(), incoming.getContentType());
        var timer = Timer.start(meters);
        LimitedBody body;
        HttpRequest outgoing;
        try {
            body = new LimitedBody(incoming, allowance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            outgoing = outgoing(request, incoming, allowance, body);
        } catch (IOException e) {
            return refused(Objects.requireNonNull(body.fault()));
        } catch (Problem e) {
            return refused(e);
        } catch (IllegalArgumentException e) {
            // What exactly is said with the service's address in it.
            return refused(
                    new Problem(
                            ProblemType.INVALID_REQUEST, "The address or a header is malformed"));
        }
        try {
            var answer = http.send(outgoing, BodyHandlers.ofInputStream());
            count(timer, request, HttpStatus.Series.resolve(answer.statusCode()));
            return new ProxiedResponse(answer, base(request), ends, problems, streams);
        } catch (IOException e) {
            var fault = body.fault();
            if (fault != null) {
                return refused(fault);
            }
            count(timer, request, null);
            log.warn("{} {}: {}", outgoing.method(), Routes.of(incoming), e.toString());
            throw new ServiceAway(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest outgoing(
            Request request, HttpServletRequest incoming, Allowance allowance, LimitedBody body)
            throws IOException {
        var query = incoming.getQueryString();
        var outgoing =
                HttpRequest.newBuilder(
                                URI.create(
                                        base(request)
                                                + incoming.getRequestURI()
                                                + (query == null ? "" : "?" + query)))
                        .expectContinue(body.isStreamed())
                        .timeout(
                                body.isStreamed()
                                        ? allowance.arrival().plus(allowance.patience())
                                        : allowance.patience());
        PassedHeaders.set(incoming, outgoing);
        return outgoing.method(request.getMethod().name(), body.publisher()).build();
    }

    private static String base(Request request) {
        var to = Objects.requireNonNull(request.getUri(), "The route has no address");
        return to.getScheme() + "://" + to.getRawAuthority();
    }

    private ServerResponse refused(Problem problem) {
        return ServerResponse.status(problem.status())
                .build((request, response) -> {
                    problems.write(problem, request, response);
                    return null;
                });
    }

    @PreDestroy
    void close() {
        ends.close();
        http.shutdownNow();
    }

    private void count(Timer.Sample timer, Request request, HttpStatus.@Nullable Series outcome) {
        timer.stop(
                meters.timer(
                        "wangge.gateway.requests",
                        "service",
                        String.valueOf(
                                request.getServerRequest()
                                        .attributes()
                                        .get(MvcUtils.GATEWAY_ROUTE_ID_ATTR)),
                        "outcome",
                        outcome == null ? "UNAVAILABLE" : outcome.name()));
    }
}
