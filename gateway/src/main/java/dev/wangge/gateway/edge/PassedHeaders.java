package dev.wangge.gateway.edge;

import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.web.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Which of a caller's headers go on to the service. What is not ASCII cannot be sent on: where it
 * says what is to be done it is refused, elsewhere it is left out.
 */
final class PassedHeaders {
    /** The client speaks for this connection itself, and refuses to be told. */
    static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /** Whom a request comes from is ours to say, and who is signed in is between them and us. */
    private static final Set<String> ENDS_HERE =
            Set.of("forwarded", "via", "x-real-ip", "cookie", "x-xsrf-token");

    private static final String SAID_BY_PROXIES = "x-forwarded-";

    /** What decides over a request: Connection cannot take it away, and bad ones are refused. */
    private static final Set<String> DECISIVE =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "authorization",
                    "content-encoding",
                    "content-type",
                    "idempotency-key",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "range",
                    "traceparent",
                    "x-request-id");

    private PassedHeaders() {}

    /**
     * Sets what goes on.
     *
     * @throws Problem invalid-request or invalid-idempotency-key
     */
    static void set(HttpServletRequest from, HttpRequest.Builder to) {
        var dropped = new HashSet<>(OF_THE_CONNECTION);
        // RFC 9110: what Connection names ends here too.
        Collections.list(from.getHeaders(HttpHeaders.CONNECTION)).stream()
                .flatMap(named -> Arrays.stream(named.split(",", -1)))
                .map(named -> named.strip().toLowerCase(Locale.ROOT))
                .filter(named -> !DECISIVE.contains(named))
                .forEach(dropped::add);
        for (var name : Collections.list(from.getHeaderNames())) {
            var known = name.toLowerCase(Locale.ROOT);
            if (!dropped.contains(known)
                    && !ENDS_HERE.contains(known)
                    && !known.startsWith(SAID_BY_PROXIES)) {
                from.getHeaders(name)
                        .asIterator()
                        .forEachRemaining(value -> set(name, known, value, to));
            }
        }
        // The address that the request comes from.
        to.header(TrustedProxies.HEADER, from.getRemoteAddr());
    }

    private static boolean isSendable(int c) {
        return c == '\t' || (c >= ' ' && c <= '~');
    }

    private static void set(String name, String known, String value, HttpRequest.Builder to) {
        if (value.chars().allMatch(c -> isSendable(c))) {
            to.header(name, value);
        } else if (known.equals(IdempotencyKey.HEADER.toLowerCase(Locale.ROOT))) {
            throw IdempotencyKey.invalid();
        } else if (DECISIVE.contains(known)) {
            throw new Problem(ProblemType.INVALID_REQUEST, "The header " + name + " is not ASCII");
        }
    }
}
