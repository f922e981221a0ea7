package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.CallersFault;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
        return CallersFault.byStatus(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 500);
    }
}
