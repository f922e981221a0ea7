package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much a request may carry: 1 MiB, imports 256 MiB streamed, photos of a link page 4 MiB. A
 * body that does not say its length is counted while it is read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimit extends OncePerRequestFilter {
    private static final long MIB = 1L << 20;
    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getRequestURI();
        var bulk = path.endsWith(":import") || path.endsWith(":boundaries");
        long most = bulk ? 256 * MIB : path.startsWith("/l/") ? 4 * MIB : MIB;
        if (request.getContentLengthLong() > most) {
            refuse(most, request, response);
        } else if (request.getContentLengthLong() >= 0 || !chunked(request)) {
            chain.doFilter(request, response);
        } else if (bulk) {
            // Too large to keep: the service counts the lines, and Tomcat ends what never ends.
            chain.doFilter(request, response);
        } else {
            var body = request.getInputStream().readNBytes((int) most + 1);
            if (body.length > most) {
                refuse(most, request, response);
            } else {
                chain.doFilter(new Kept(request, body), response);
            }
        }
    }

    private static boolean chunked(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }

    private void refuse(long most, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(
                new Problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "At most %d MiB here".formatted(most / MIB)),
                request,
                response);
    }

    /** A body that was read to be counted, given on as it was. */
    private static final class Kept extends HttpServletRequestWrapper {
        private final byte[] body;

        Kept(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(new ByteArrayInputStream(body));
        }
    }

    private static final class Bytes extends ServletInputStream {
        private final InputStream in;

        Bytes(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return in.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            try {
                return in.available() == 0;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("Read at once: nothing to listen for");
        }
    }
}
