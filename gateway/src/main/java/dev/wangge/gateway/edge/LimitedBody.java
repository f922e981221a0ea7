package dev.wangge.gateway.edge;

import dev.wangge.platform.door.Allowance;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A body on its way through. It remembers what was wrong with it: a caller who hangs up, dawdles or
 * sends too much is no fault of the service.
 */
final class LimitedBody extends InputStream {
    private final InputStream in;
    private final Allowance allowance;
    private final long stated;
    private final boolean isThere;
    private volatile @Nullable Problem fault;

    LimitedBody(HttpServletRequest request, Allowance allowance) throws IOException {
        this.in = request.getInputStream();
        this.stated = request.getContentLengthLong();
        this.isThere = stated > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        this.allowance = allowance;
    }

    @Nullable Problem fault() {
        return fault;
    }

    /**
     * Whether it goes on while it still arrives: the service is asked first whether it wants it.
     */
    boolean isStreamed() {
        return isThere && allowance.streamed();
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
        if (!isThere) {
            return BodyPublishers.noBody();
        }
        if (allowance.streamed()) {
            var stream = BodyPublishers.ofInputStream(() -> this);
            return stated > 0 ? BodyPublishers.fromPublisher(stream, stated) : stream;
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
        try {
            return in.read(into, offset, length);
        } catch (Problem e) {
            throw refuse(e);
        } catch (IOException e) {
            throw refuse(new Problem(ProblemType.INVALID_REQUEST, "The body ended before its end"));
        }
    }

    private IOException refuse(Problem why) {
        fault = why;
        return new IOException(why.getMessage());
    }
}
