package dev.wangge.platform.container;

import dev.wangge.platform.door.Allowance;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way in, whoever reads it: as a stream, a form or its parts. Counted
 * whether it states its length or not, with a time to arrive in. What is wrong with it is thrown as
 * the problem that it is: an exception of input would be told as a body that cannot be read.
 */
final class GuardedBody implements InputBuffer {
    private final InputBuffer in;
    private final Allowance allowance;
    private final long stated;
    private final BodyMemory memory;
    private final LongSupplier nanos;
    private final LongConsumer due;
    private volatile @Nullable Problem fault;
    private volatile boolean begun;
    private volatile boolean ended;
    private long since;
    private long read;
    private long held;

    /**
     * Guards a body.
     *
     * @param stated its length, negative when it states none
     * @param due is told when the body must have come, once somebody waits for it; 0 when nobody
     *     does
     */
    GuardedBody(
            InputBuffer in,
            Allowance allowance,
            long stated,
            BodyMemory memory,
            LongSupplier nanos,
            LongConsumer due) {
        this.in = in;
        this.allowance = allowance;
        this.stated = stated;
        this.memory = memory;
        this.nanos = nanos;
        this.due = due;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        var known = fault;
        if (known != null) {
            throw known;
        }
        if (!begun) {
            begun = true;
            since = nanos.getAsLong();
            if (stated > allowance.bytes()) {
                throw refuse(allowance.exceeded());
            }
        }
        due.accept(since + allowance.arrival().toNanos());
        int n = next(handler);
        due.accept(0);
        if (n < 0) {
            ended = true;
            return n;
        }
        read += n;
        if (read > allowance.bytes()) {
            throw refuse(allowance.exceeded());
        }
        if (isOverdue()) {
            ended = true;
            throw refuse(allowance.overdue());
        }
        if (!allowance.streamed()) {
            hold(n);
        }
        return n;
    }

    private int next(ApplicationBufferHandler handler) throws IOException {
        try {
            return in.doRead(handler);
        } catch (SocketTimeoutException e) {
            ended = true;
            throw refuse(allowance.overdue());
        } catch (IOException e) {
            ended = true;
            if (isOverdue()) {
                throw refuse(allowance.overdue());
            }
            throw refuse(new Problem(ProblemType.INVALID_REQUEST, "The body ended before its end"));
        }
    }

    private void hold(int n) {
        try {
            memory.take(n);
            held += n;
        } catch (Problem full) {
            throw refuse(full);
        }
    }

    private boolean isOverdue() {
        return nanos.getAsLong() - since > allowance.arrival().toNanos();
    }

    private Problem refuse(Problem why) {
        fault = why;
        return why;
    }

    @Override
    public int available() {
        return fault == null ? in.available() : 0;
    }

    /** What was wrong with it, as far as it was read. */
    @Nullable Problem fault() {
        return fault;
    }

    boolean isBegun() {
        return begun;
    }

    /** Whether nothing more of it will come, or nothing that is waited for. */
    boolean isEnded() {
        return ended;
    }

    /**
     * Reads on, for nobody: who is still sending when it is answered reads the answer only then.
     *
     * @param most bytes
     * @param forNanos how long, at most
     * @return whether the end was reached
     */
    boolean discard(long most, long forNanos) {
        var nowhere = new Nowhere();
        long from = nanos.getAsLong();
        long gone = 0;
        due.accept(from + forNanos);
        try {
            while (gone <= most && nanos.getAsLong() - from <= forNanos) {
                int n = in.doRead(nowhere);
                if (n < 0) {
                    return true;
                }
                gone += n;
            }
        } catch (IOException e) {
            return false;
        } finally {
            due.accept(0);
        }
        return false;
    }

    void letGo() {
        memory.giveBack(held);
        held = 0;
    }

    private static final class Nowhere implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}
