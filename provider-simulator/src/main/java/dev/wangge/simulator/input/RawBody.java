package dev.wangge.simulator.input;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads a request's bytes as they were sent, up to a limit. */
public final class RawBody {

    /** Bytes. */
    public static final int LIMIT = 1 << 20;

    private RawBody() {}

    /**
     * The whole body.
     *
     * @throws BodyTooLarge beyond {@link #LIMIT}
     */
    public static byte[] of(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new BodyTooLarge();
        }
        return body;
    }
}
