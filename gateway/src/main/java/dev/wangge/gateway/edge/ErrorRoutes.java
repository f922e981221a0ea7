package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What the container itself refuses, such as a form with broken escapes, is a named problem too. A
 * function rather than a controller, for the same reason as {@link Unavailable}.
 */
@Configuration
class ErrorRoutes implements ErrorController {
    @Bean
    RouterFunction<ServerResponse> errorAnswer(Problems problems) {
        return RouterFunctions.route()
                .route(
                        request ->
                                request.path().equals("/error")
                                        && request.servletRequest().getDispatcherType()
                                                == DispatcherType.ERROR,
                        request -> {
                            var problem = named(request.servletRequest());
                            return ServerResponse.status(problem.status())
                                    .build((served, response) -> {
                                        problems.write(
                                                problem,
                                                new OriginalRequest(
                                                        served,
                                                        RequestDispatcher.ERROR_REQUEST_URI),
                                                response);
                                        return null;
                                    });
                        })
                .build();
    }

    private static Problem named(HttpServletRequest request) {
        for (var failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
                failure instanceof Throwable thrown;
                failure = thrown.getCause()) {
            if (failure instanceof Problem problem) {
                return problem;
            }
        }
        var status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? HttpStatus.resolve(code)
                        : null;
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not-found", "Nothing is served at this address");
            case METHOD_NOT_ALLOWED ->
                    new Problem(status, "method-not-allowed", "Not with this method");
            case CONTENT_TOO_LARGE ->
                    new Problem(status, "body-too-large", "The body is too large");
            case HttpStatus refused when refused.is4xxClientError() ->
                    new Problem(refused, "invalid-request", "The request cannot be read");
            case null, default ->
                    new Problem(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "internal-error",
                            "Something failed on our side");
        };
    }
}
