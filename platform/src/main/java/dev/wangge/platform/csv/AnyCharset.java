package dev.wangge.platform.csv;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a table come in whatever charset it names: Java takes a media type with a charset it does
 * not know for none at all, so nobody could say what is wrong. Whoever reads the table knows more
 * names, and names the one that nobody knows. A service that takes tables imports it; whatever only
 * passes them on must not.
 */
public final class AnyCharset extends OncePerRequestFilter {
    /** Stands for {@code charset} on the way. */
    static final String PARAMETER = "x-charset";

    private static final Pattern TABLE =
            Pattern.compile("(\\s*text/csv\\s*;.*?)\\bcharset(\\s*=.*)", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var type = request.getContentType();
        var table = TABLE.matcher(type == null ? "" : type);
        chain.doFilter(
                table.matches()
                        ? new Renamed(request, table.replaceFirst("$1" + PARAMETER + "$2"))
                        : request,
                response);
    }

    private static final class Renamed extends HttpServletRequestWrapper {
        private static final String HEADER = "Content-Type";
        private final String type;

        Renamed(HttpServletRequest request, String type) {
            super(request);
            this.type = type;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HEADER) ? type : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HEADER)
                    ? Collections.enumeration(Collections.singleton(type))
                    : super.getHeaders(name);
        }
    }
}
