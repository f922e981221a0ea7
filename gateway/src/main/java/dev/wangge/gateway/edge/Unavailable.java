package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Where requests end when a service cannot be reached: said plainly, with a time to come back. A
 * function rather than a controller, since the forward carries the query of the first request,
 * whose parameters are none of ours.
 */
@Configuration
class Unavailable {
    private static final String PATH = "/unavailable/";

    @Bean
    RouterFunction<ServerResponse> awayAnswer(Problems problems) {
        return RouterFunctions.route()
                .route(
                        request ->
                                request.path().startsWith(PATH)
                                        && request.servletRequest().getDispatcherType()
                                                == DispatcherType.FORWARD,
                        request -> {
                            var service = request.path().substring(PATH.length());
                            return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                                    .build((served, response) -> {
                                        problems.write(
                                                away(service),
                                                new AsAsked(
                                                        served,
                                                        RequestDispatcher.FORWARD_REQUEST_URI),
                                                response);
                                        return null;
                                    });
                        })
                .build();
    }

    static Problem away(String service) {
        return new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service-unavailable",
                        service
                                + " cannot be reached; repeat the request with the same"
                                + " Idempotency-Key")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
