package dev.wangge.platform.input;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A cursor is a place in one list: of this address, with these filters, in this order. On its way
 * out it is given a digest of them, on its way in that must fit; whoever keeps a list sees only the
 * place. Elsewhere the place would be somewhere else, and items would be missed in silence.
 */
public final class BoundCursors extends OncePerRequestFilter {
    private static final String CURSOR = "cursor";
    private static final char BETWEEN = '.';
    private static final int BYTES = 9;

    private final Problems problems;

    public BoundCursors(Problems problems) {
        this.problems = problems;
    }

    /** A place in the list of this address, as the caller gets it. */
    public static String bound(String place, String path, @Nullable String query) {
        return place + BETWEEN + list(path, query);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var cursors =
                Query.parameters(request.getQueryString()).stream()
                        .filter(sent -> sent.name().equals(CURSOR))
                        .toList();
        // One that came twice is refused for that.
        if (!request.getMethod().equals("GET") || cursors.size() != 1) {
            chain.doFilter(request, response);
            return;
        }
        var cursor = Query.decoded(cursors.getFirst().value(), true).orElse("");
        int end = cursor.lastIndexOf(BETWEEN);
        var list = list(request.getRequestURI(), request.getQueryString());
        if (end < 0 || !cursor.substring(end + 1).equals(list)) {
            problems.write(
                    Problem.invalid(
                            Pointed.parameter(
                                    CURSOR,
                                    "wrong-cursor",
                                    "Not a cursor of this list, with these filters, in this order")),
                    request,
                    response);
            return;
        }
        chain.doFilter(new AtPlace(request, cursor.substring(0, end)), response);
    }

    /** A digest of what makes a list what it is; how much of it is asked for does not. */
    private static String list(String path, @Nullable String query) {
        var which =
                Query.parameters(query).stream()
                        .filter(sent -> !sent.name().equals(CURSOR) && !sent.name().equals("limit"))
                        .filter(sent -> !sent.value().isEmpty())
                        .map(sent ->
                                sent.name() + '=' + Query.decoded(sent.value(), true).orElse(""))
                        .sorted()
                        .collect(Collectors.joining("&", path + '?', ""));
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(which.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.util.Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request, with the place instead of the cursor. */
    private static final class AtPlace extends HttpServletRequestWrapper {
        private final String place;

        AtPlace(HttpServletRequest request, String place) {
            super(request);
            this.place = place;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return name.equals(CURSOR) ? place : super.getParameter(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return name.equals(CURSOR) ? new String[] {place} : super.getParameterValues(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            var all = new LinkedHashMap<>(super.getParameterMap());
            all.put(CURSOR, new String[] {place});
            return all;
        }
    }
}
