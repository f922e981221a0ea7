package dev.wangge.platform.manage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 404 to whatever is asked elsewhere. */
final class OnlyBelow extends OncePerRequestFilter {
    private final String path;

    OnlyBelow(String path) {
        this.path = path;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = request.getServletPath();
        if (asked.equals(path) || asked.startsWith(path + "/")) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
    }
}
