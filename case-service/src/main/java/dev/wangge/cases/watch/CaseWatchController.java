package dev.wangge.cases.watch;

import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.directory.Callers;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Changes within the caller's divisions as they happen: server-sent events. */
@RestController
@Tag(name = "cases", description = "案件")
class CaseWatchController {
    private static final Logger log = LoggerFactory.getLogger(CaseWatchController.class);

    private final CaseStreams streams;
    private final Callers callers;

    CaseWatchController(CaseStreams streams, Callers callers) {
        this.streams = streams;
        this.callers = callers;
    }

    @Operation(summary = "Changes of cases as they happen (server-sent events)")
    @Answers(as = MediaType.TEXT_EVENT_STREAM_VALUE, body = String.class, problems = 429)
    @AllowedToCountyStaff
    @GetMapping("/api/v1/cases:watch")
    void watch(
            @RequestParam Optional<String> after,
            @RequestHeader("Last-Event-ID") Optional<String> lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (request.getMethod().equals("HEAD")) {
            // What is not sent has no end.
            begin(response);
            return;
        }
        var keys = AccessKeys.listed(callers.current());
        // A browser that connects again says by itself where it was.
        var from = lastEventId.filter(it -> !it.isEmpty()).or(() -> after);
        try {
            streams.run(token(), keys, from.orElse(null), text -> write(text, response));
        } catch (IOException | RuntimeException e) {
            if (!response.isCommitted()) {
                throw e;
            }
            // Whoever watched went away, or comes again and is told then what is wrong.
            log.debug("A stream ends: {}", e.getClass().getName());
        }
    }

    private static void write(String text, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            begin(response);
        }
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // For proxies that would gather some of it first.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private static Jwt token() {
        if (SecurityContextHolder.getContext().getAuthentication()
                instanceof JwtAuthenticationToken token) {
            return token.getToken();
        }
        throw new Problem(ProblemType.UNAUTHENTICATED, "A bearer token is required");
    }
}
