package dev.wangge.simulator.aliyun;

import dev.wangge.simulator.input.QueryString;
import dev.wangge.simulator.input.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call as it came over the wire, before anything is believed.
 *
 * @param query the query's parameters by name, decoded
 * @param form those of a form body, which count as parameters but are signed as a body
 * @param headers by lower-case name
 * @param bodyHash SHA-256 of the body as it was sent, in hex
 */
record RpcCall(
        String method,
        Map<String, String> query,
        Map<String, String> form,
        Map<String, String> headers,
        String bodyHash) {

    static RpcCall of(HttpServletRequest request) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name).strip());
        }
        byte[] body = RawBody.of(request);
        String type = headers.getOrDefault("content-type", "");
        boolean form =
                type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        return new RpcCall(
                request.getMethod(),
                decode(request.getQueryString()),
                form ? decode(new String(body, StandardCharsets.UTF_8)) : Map.of(),
                headers,
                Acs3Signature.sha256(body));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).filter(value -> !value.isEmpty());
    }

    /** A parameter wherever it was put; empty when absent or blank. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.getOrDefault(name, form.get(name)))
                .filter(value -> !value.isBlank());
    }

    String required(String name) {
        return parameter(name).orElseThrow(() -> AliyunRefusal.missing(name));
    }

    private static Map<String, String> decode(@Nullable String encoded) {
        try {
            return QueryString.decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new AliyunRefusal(
                    400, "InvalidParameter", "The parameters are not percent-encoded UTF-8.");
        }
    }
}
