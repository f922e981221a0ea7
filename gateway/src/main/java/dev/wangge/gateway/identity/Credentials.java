package dev.wangge.gateway.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Who says to be which client, read as the authorization server will read it: HTTP Basic before the
 * form, whatever other scheme there is. Blank where it says nothing that can be read.
 */
record Credentials(String client, String secret) {
    private static final Credentials NONE = new Credentials("", "");

    static Credentials of(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var parts = header == null ? new String[] {""} : header.split("\\s", -1);
        if (!parts[0].equalsIgnoreCase("Basic")) {
            return new Credentials(
                    form(request, OAuth2ParameterNames.CLIENT_ID),
                    form(request, OAuth2ParameterNames.CLIENT_SECRET));
        }
        return parts.length == 2 ? basic(parts[1]) : NONE;
    }

    private static String form(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    private static Credentials basic(String encoded) {
        try {
            var pair =
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)
                            .split(":", 2);
            return pair.length < 2
                    ? NONE
                    : new Credentials(
                            URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
