package dev.wangge.platform.web;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A query parameter nobody reads is a mistake of the caller's: refused, never ignored. */
public final class KnownParameters implements HandlerInterceptor {
    private final Map<java.lang.reflect.Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || request.getQueryString() == null
                || !method.getBeanType().getName().startsWith("dev.wangge")) {
            return true;
        }
        var names = known.computeIfAbsent(method.getMethod(), m -> parameters(method));
        for (var name : request.getParameterMap().keySet()) {
            if (!names.contains(name) && !isLink(request.getRequestURI())) {
                throw new Problem(
                                HttpStatus.BAD_REQUEST,
                                "unknown-parameter",
                                "Unknown parameter " + name)
                        .with(
                                "errors",
                                List.of(
                                        Pointed.parameter(
                                                name, "unknown-parameter", "Known: " + names)));
            }
        }
        return true;
    }

    /** Message apps add parameters of their own to the links they open. */
    private static boolean isLink(String path) {
        return path.startsWith("/l/") || path.startsWith("/z/");
    }

    private static Set<String> parameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> {
                    var named = parameter.getParameterAnnotation(RequestParam.class);
                    return named != null && !named.name().isEmpty()
                            ? named.name()
                            : parameter.getParameter().getName();
                })
                .collect(Collectors.toSet());
    }
}
