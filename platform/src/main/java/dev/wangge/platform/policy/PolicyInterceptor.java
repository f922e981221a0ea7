package dev.wangge.platform.policy;

import dev.wangge.platform.log.Routes;
import dev.wangge.platform.policy.Policy.Roles;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Holds every request to what its endpoint says of who may call it, before anything of its body or
 * its parameters is read. What says nothing is refused.
 */
public final class PolicyInterceptor implements HandlerInterceptor {
    private static final Logger log = LoggerFactory.getLogger(PolicyInterceptor.class);

    /**
     * What libraries bring, such as the page that shows the API: only the security chain decides
     * about it, by its path.
     */
    private static final List<String> LIBRARIES =
            List.of("org.springdoc.", "org.springframework.web.servlet.");

    private final ConcurrentMap<Method, Optional<Policy>> ofMethods = new ConcurrentHashMap<>();
    private final Set<Object> told = ConcurrentHashMap.newKeySet();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // What goes on on another thread was let in before.
        if (request.getDispatcherType() == DispatcherType.ASYNC || isOfALibrary(handler)) {
            return true;
        }
        var policy =
                handler instanceof HandlerMethod endpoint
                        ? ofMethods.computeIfAbsent(
                                endpoint.getMethod(), _ -> Optional.ofNullable(Policy.of(endpoint)))
                        : Optional.<Policy>empty();
        if (policy.isEmpty()) {
            if (told.add(handler instanceof HandlerMethod m ? m.getMethod() : handler.getClass())) {
                log.error(
                        "Refused to all: {} does not say who may call it; see AllowedTo",
                        Routes.of(request));
            }
            throw new Problem(ProblemType.NOT_PERMITTED, "It is not said who may do this")
                    .with("requires", List.of());
        }
        if (policy.get() instanceof Roles roles) {
            Caller.current().requireAny(roles.anyOf());
        }
        return true;
    }

    static boolean isOfALibrary(Object handler) {
        return switch (handler) {
            // What the container refused is told to whoever was refused.
            case HandlerMethod method
                    when ErrorController.class.isAssignableFrom(method.getBeanType()) ->
                    true;
            case HandlerMethod method ->
                    LIBRARIES.stream().anyMatch(method.getBeanType().getName()::startsWith);
            // The gateway's routes: the service at their end asks. HouseRules: no service has any.
            case HandlerFunction<?> _ -> true;
            // Files of pages; where none is found, that is the answer.
            case ResourceHttpRequestHandler _ -> true;
            default -> false;
        };
    }
}
