package dev.wangge.platform.web;

import dev.wangge.platform.page.OpenPage;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A query parameter nobody reads is a mistake of the caller's: refused, never ignored. So is one
 * that comes twice, unless its handler takes a list: one of the two would be. A handler that takes
 * all of them in one map reads what others, who add some of their own, send people back with.
 */
public final class UnknownParameterInterceptor implements HandlerInterceptor {
    /** No parameter is called so: one without a name is refused before. */
    private static final String ALL = "";

    private final Map<java.lang.reflect.Method, Map<String, Boolean>> ofMethods =
            new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || request.getQueryString() == null
                || request.getDispatcherType() != DispatcherType.REQUEST
                || !method.getBeanType().getName().startsWith("dev.wangge")) {
            return true;
        }
        var known = ofMethods.computeIfAbsent(method.getMethod(), m -> parameters(method));
        if (known.containsKey(ALL)) {
            return true;
        }
        // A page's form goes back to its own address, and says again what stands there.
        boolean link = isLink(request.getRequestURI());
        for (var sent : request.getParameterMap().entrySet()) {
            var name = sent.getKey();
            if (!link && sent.getValue().length > 1 && Boolean.FALSE.equals(known.get(name))) {
                throw Problem.invalid(
                        Pointed.parameter(
                                name,
                                "repeated-parameter",
                                "%s is given %d times; once is enough"
                                        .formatted(name, sent.getValue().length)));
            }
            if (!link && !known.containsKey(name)) {
                throw new Problem(ProblemType.UNKNOWN_PARAMETER, "Unknown parameter " + name)
                        .with(
                                "errors",
                                List.of(
                                        Pointed.parameter(
                                                name,
                                                "unknown-parameter",
                                                "Known: " + String.join(", ", known.keySet()))));
            }
        }
        return true;
    }

    /** Message apps add parameters of their own to the links they open. */
    private static boolean isLink(String path) {
        return OpenPage.at(path).isPresent();
    }

    /** Their names, and whether they may be repeated. */
    private static Map<String, Boolean> parameters(HandlerMethod method) {
        var known = new TreeMap<String, Boolean>();
        for (var parameter : method.getMethodParameters()) {
            var named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null) {
                var type = parameter.nestedIfOptional().getNestedParameterType();
                if (Map.class.isAssignableFrom(type)) {
                    return Map.of(ALL, true);
                }
                known.put(
                        named.name().isEmpty() ? parameter.getParameter().getName() : named.name(),
                        type.isArray() || Collection.class.isAssignableFrom(type));
            }
        }
        return known;
    }
}
