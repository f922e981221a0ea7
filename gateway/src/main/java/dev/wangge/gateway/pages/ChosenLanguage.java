package dev.wangge.gateway.pages;

import dev.wangge.platform.text.Languages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The language that somebody chose on one of the gateway's pages ({@code ?lang=}), kept in their
 * browser for all of them.
 */
@Component
public class ChosenLanguage extends OncePerRequestFilter {
    private static final String COOKIE = "wangge-lang";
    private static final String PARAMETER = "lang";
    private static final Duration FOR = Duration.ofDays(365);
    private static final Set<String> PAGES = Set.of("", "sign-in", "account", "desk", "field");

    ChosenLanguage() {}

    /** zh, bo or en: as is asked now, as they chose before, else as their browser asks. */
    public static String of(HttpServletRequest request) {
        return asked(request).or(() -> kept(request)).orElseGet(() -> Languages.asked(request));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null || !query.contains(PARAMETER + "=") || !isPage(request);
    }

    private static boolean isPage(HttpServletRequest request) {
        var path = request.getServletPath();
        var end = path.indexOf('/', 1);
        return !path.isEmpty() && PAGES.contains(path.substring(1, end < 0 ? path.length() : end));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        asked(request)
                .filter(chosen -> !kept(request).equals(Optional.of(chosen)))
                .ifPresent(chosen ->
                        response.addHeader(
                                HttpHeaders.SET_COOKIE,
                                ResponseCookie.from(COOKIE, chosen)
                                        .path("/")
                                        .sameSite("Lax")
                                        .maxAge(FOR)
                                        .build()
                                        .toString()));
        chain.doFilter(request, response);
    }

    private static Optional<String> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PARAMETER)).filter(Languages::isSpoken);
    }

    private static Optional<String> kept(HttpServletRequest request) {
        var all = request.getCookies();
        return all == null
                ? Optional.empty()
                : Arrays.stream(all)
                        .filter(one -> one.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .filter(Languages::isSpoken)
                        .findFirst();
    }
}
