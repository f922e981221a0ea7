package dev.wangge.gateway.edge;

import dev.wangge.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A body on its way through, counted whether it states its length or not. It remembers what was
 * wrong with it: a caller who hangs up or sends too much is no fault of the service.
 */
final class CallersBody extends InputStream {
    private final InputStream in;
    private final Allowance allowance;
    private final long stated;
    private long read;
    private volatile @Nullable Problem fault;

    CallersBody(HttpServletRequest request, Allowance allowance) throws IOException {
        this.in = request.getInputStream();
        this.stated = request.getContentLengthLong();
        this.allowance = allowance;
    }

    @Nullable Problem fault() {
        return fault;
    }

    /**
     * The body for the service.
     *
     * @throws IOException when the caller's is at fault; then {@link #fault()} says how
     */
    BodyPublisher publisher() throws IOException {
        if (stated > allowance.bytes()) {
            throw refuse(allowance.exceeded());
        }
        if (allowance.streamed()) {
            var stream = BodyPublishers.ofInputStream(() -> this);
            return stated > 0 ? BodyPublishers.fromPublisher(stream, stated) : stream;
        }
        if (stated == 0) {
            return BodyPublishers.noBody();
        }
        var whole = readAllBytes();
        return whole.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(whole);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n;
        try {
            n = in.read(into, offset, length);
        } catch (IOException e) {
            throw refuse(
                    new Problem(
                            HttpStatus.BAD_REQUEST,
                            "invalid-request",
                            "The body ended before its end"));
        }
        read += Math.max(n, 0);
        if (read > allowance.bytes()) {
            throw refuse(allowance.exceeded());
        }
        return n;
    }

    private IOException refuse(Problem why) {
        fault = why;
        return new IOException(why.getMessage());
    }
}
