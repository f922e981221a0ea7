package dev.wangge.platform.csv;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that may not be longer than promised. */
public final class LimitedBody extends FilterInputStream {
    /** What a bulk endpoint takes. */
    public static final long BULK = 256L * 1024 * 1024;

    /** What any other endpoint takes. */
    public static final long PLAIN = 1024 * 1024;

    private final long limit;
    private long read;

    public LimitedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            count(1);
        }
        return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n = super.read(into, from, length);
        count(Math.max(0, n));
        return n;
    }

    private void count(int more) {
        read += more;
        if (read > limit) {
            throw new Problem(
                    ProblemType.BODY_TOO_LARGE,
                    "The body is longer than %d KiB".formatted(limit / 1024));
        }
    }
}
