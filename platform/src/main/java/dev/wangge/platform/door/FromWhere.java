package dev.wangge.platform.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.web.filter.OncePerRequestFilter;

/** Behind it, a request's remote address is the one it comes from, not the last proxy's. */
public final class FromWhere extends OncePerRequestFilter {
    private final TrustedProxies proxies;

    public FromWhere(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var origin =
                proxies.origin(
                        request.getRemoteAddr(),
                        Collections.list(request.getHeaders(TrustedProxies.HEADER)));
        chain.doFilter(new From(request, origin), response);
    }

    private static final class From extends HttpServletRequestWrapper {
        private final String origin;

        From(HttpServletRequest request, String origin) {
            super(request);
            this.origin = origin;
        }

        @Override
        public String getRemoteAddr() {
            return origin;
        }

        @Override
        public String getRemoteHost() {
            return origin;
        }
    }
}
