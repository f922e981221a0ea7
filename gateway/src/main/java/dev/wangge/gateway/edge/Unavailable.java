package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Where requests end when a service cannot be reached: said plainly, with a time to come back. A
 * function rather than a controller, since the forward carries the query of the first request,
 * whose parameters are none of ours.
 */
@Configuration
class Unavailable {
    private static final String PATH = "/unavailable/";
    private static final String FAILURE = MvcUtils.CIRCUITBREAKER_EXECUTION_EXCEPTION_ATTR;

    @Bean
    RouterFunction<ServerResponse> awayAnswer(Problems problems) {
        return RouterFunctions.route()
                .route(
                        request ->
                                request.path().startsWith(PATH)
                                        && request.servletRequest().getDispatcherType()
                                                == DispatcherType.FORWARD,
                        request -> {
                            var why = named(request);
                            return ServerResponse.status(why.status())
                                    .build((served, response) -> {
                                        problems.write(
                                                why,
                                                new OriginalRequest(
                                                        served,
                                                        RequestDispatcher.FORWARD_REQUEST_URI),
                                                response);
                                        return null;
                                    });
                        })
                .build();
    }

    /** Here ends whatever fails on the way to a service: not all of it is the service's failure. */
    private static Problem named(ServerRequest request) {
        var failure = request.servletRequest().getAttribute(FAILURE);
        if (failure instanceof RequestRejectedException) {
            return new Problem(
                    ProblemType.INVALID_REQUEST,
                    "The address or a header holds something that is not allowed");
        }
        return failure instanceof Problem problem
                ? problem
                : away(request.path().substring(PATH.length()));
    }

    static Problem away(String service) {
        return new Problem(
                        ProblemType.SERVICE_UNAVAILABLE,
                        service
                                + " cannot be reached; repeat the request with the same"
                                + " Idempotency-Key")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
