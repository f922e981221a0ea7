package dev.wangge.platform.input;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A body is JSON in UTF-8, unless the handler says in its mapping what else it consumes. Nobody
 * reads packed bodies. A body that does not say what it is counts as JSON.
 */
public final class JsonOnly implements HandlerInterceptor {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && WITH_BODY.contains(request.getMethod())
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("dev.wangge")
                && hasBody(request)) {
            refusePacked(request.getHeader(HttpHeaders.CONTENT_ENCODING));
            if (consumes(method).length == 0) {
                requireJson(request.getContentType());
            }
        }
        return true;
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static String[] consumes(HandlerMethod method) {
        var mapping =
                AnnotatedElementUtils.findMergedAnnotation(
                        method.getMethod(), RequestMapping.class);
        return mapping == null ? new String[0] : mapping.consumes();
    }

    private static void refusePacked(@Nullable String encoding) {
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Send the body unpacked, without Content-Encoding")
                    .header(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
    }

    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return;
        }
        MediaType type;
        try {
            type = MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw unsupported("Send JSON in UTF-8, as application/json");
        }
        var json =
                type.getType().equals("application")
                        && (type.getSubtype().equals("json")
                                || type.getSubtype().endsWith("+json"));
        if (!json
                || (type.getCharset() != null
                        && !StandardCharsets.UTF_8.equals(type.getCharset()))) {
            throw unsupported("Send JSON in UTF-8, as application/json");
        }
    }

    private static Problem unsupported(String detail) {
        return new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
