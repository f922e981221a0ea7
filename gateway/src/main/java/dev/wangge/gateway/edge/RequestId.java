package dev.wangge.gateway.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Every request has an id and a trace (W3C), the caller's or a new one; both go on to the services.
 * Headers that claim to be ours are dropped at the door.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestId extends OncePerRequestFilter {
    static final String ID = "X-Request-Id";
    private static final String TRACE = "traceparent";
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,128}");
    // W3C: version ff and ids of nothing but zeros are no trace.
    private static final Pattern TRACED =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var given = request.getHeader(ID);
        var id =
                given != null && VISIBLE.matcher(given).matches()
                        ? given
                        : UUID.randomUUID().toString();
        var traced = request.getHeader(TRACE);
        var trace =
                traced != null && TRACED.matcher(traced).matches()
                        ? traced
                        : "00-" + hex() + hex() + "-" + hex() + "-01";
        response.setHeader(ID, id);
        MDC.put("requestId", id);
        MDC.put("traceId", trace.substring(3, 35));
        try {
            chain.doFilter(new Identified(request, id, trace), response);
        } finally {
            MDC.remove("requestId");
            MDC.remove("traceId");
        }
    }

    private static String hex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static final class Identified extends HttpServletRequestWrapper {
        private final String id;
        private final String trace;

        Identified(HttpServletRequest request, String id, String trace) {
            super(request);
            this.id = id;
            this.trace = trace;
        }

        @Override
        public @Nullable String getHeader(String name) {
            if (name.equalsIgnoreCase(ID)) {
                return id;
            }
            if (name.equalsIgnoreCase(TRACE)) {
                return trace;
            }
            return ours(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (name.equalsIgnoreCase(ID) || name.equalsIgnoreCase(TRACE)) {
                return Collections.enumeration(
                        Collections.singleton(name.equalsIgnoreCase(ID) ? id : trace));
            }
            return ours(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            var names = new LinkedHashSet<String>();
            super.getHeaderNames()
                    .asIterator()
                    .forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
            names.removeIf(Identified::ours);
            names.add(ID.toLowerCase(Locale.ROOT));
            names.add(TRACE);
            return Collections.enumeration(names);
        }

        private static boolean ours(String name) {
            return name.toLowerCase(Locale.ROOT).startsWith("x-wangge-");
        }
    }
}
