package dev.wangge.platform.problem;

import dev.wangge.platform.problem.Problem.Pointed;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** Renders named problems, in the language the caller asks for (zh by default). */
public final class Problems {
    private final JsonMapper json = JsonMapper.builder().build();

    /** The problem as a body. */
    public ProblemDetail detail(Problem problem, HttpServletRequest request) {
        var wording = Wording.of(request);
        var body = ProblemDetail.forStatusAndDetail(problem.status(), detail(problem, wording));
        body.setType(URI.create("/problems/" + problem.slug()));
        body.setTitle(wording.title(problem.slug()).orElse(problem.status().getReasonPhrase()));
        body.setInstance(instance(request));
        body.setProperty("traceId", traceId(request));
        problem.properties().forEach((name, value) -> body.setProperty(name, told(value, wording)));
        return body;
    }

    /** Writes the problem where no controller is involved: filters and security. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var detail = detail(problem, request);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", String.valueOf(detail.getType()));
        body.put("title", detail.getTitle());
        body.put("status", detail.getStatus());
        body.put("detail", detail.getDetail());
        if (detail.getInstance() != null) {
            body.put("instance", String.valueOf(detail.getInstance()));
        }
        var properties = detail.getProperties();
        if (properties != null) {
            body.putAll(properties);
        }
        response.setStatus(problem.status().value());
        problem.headers().forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** Of what is wrong in one place that place speaks. */
    private static String detail(Problem problem, Wording wording) {
        var detail = String.valueOf(problem.getMessage());
        return problem.properties().get("errors") instanceof List<?> errors
                        && errors.getFirst() instanceof Pointed first
                        && first.message().equals(detail)
                ? wording.pointed(first).message()
                : wording.sentence(detail);
    }

    private Object told(Object value, Wording wording) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        return list.stream().map(one -> toldOne(one, wording)).toList();
    }

    private Object toldOne(Object one, Wording wording) {
        if (one instanceof Pointed error) {
            return wording.pointed(error);
        }
        if (one instanceof Map<?, ?> || one instanceof Record) {
            var told = json.valueToTree(one);
            wording.tell(told);
            return json.convertValue(told, Map.class);
        }
        return one;
    }

    /** The address that was asked for, also where the container has turned to its error page. */
    private static @Nullable URI instance(HttpServletRequest request) {
        var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var path = failed instanceof String asked ? asked : request.getRequestURI();
        if (path == null) {
            return null;
        }
        try {
            return new URI(path);
        } catch (URISyntaxException e) {
            return URI.create(UriUtils.encodePath(path, StandardCharsets.UTF_8));
        }
    }

    private static String traceId(HttpServletRequest request) {
        var traced = MDC.get("traceId");
        if (traced != null) {
            return traced;
        }
        // W3C trace context: version-traceid-spanid-flags.
        var parent = request.getHeader("traceparent");
        if (parent != null && parent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            return parent.substring(3, 35);
        }
        return UUID.randomUUID().toString().replace("-", "");
    }
}
