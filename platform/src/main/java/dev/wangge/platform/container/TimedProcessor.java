package dev.wangge.platform.container;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Works on one connection at a time. */
final class TimedProcessor extends Http11Processor {
    private static final int NOTE = 30;

    private final long head;
    private final Watch watch;
    private volatile @Nullable SocketWrapperBase<?> socket;

    /** When the body that is being read must have come; 0 while none is. */
    private volatile long due;

    TimedProcessor(
            AbstractHttp11Protocol<?> protocol, Adapter adapter, Duration head, Watch watch) {
        super(protocol, adapter);
        this.head = head.toNanos();
        this.watch = watch;
        request.setNote(NOTE, this);
    }

    /** The one that works on a request; null where it is not one of ours. */
    static @Nullable TimedProcessor of(Request request) {
        return request.getNote(NOTE) instanceof TimedProcessor processor ? processor : null;
    }

    /**
     * Says when the body must have come, by the container's own clock; 0 when it has.
     *
     * @param nanos of {@link System#nanoTime}
     */
    void bodyIsDue(long nanos) {
        due = nanos;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        // Set by the first byte of a request line, and unset when the request is done with: here
        // it stands only while headers arrive bit by bit.
        long since = request.getStartTimeNanos();
        if (since >= 0 && System.nanoTime() - since > head) {
            return SocketState.CLOSED;
        }
        this.socket = socket;
        watch.add(this);
        try {
            return super.service(socket);
        } finally {
            watch.remove(this);
            due = 0;
            this.socket = null;
        }
    }

    /** Whether a body is still being read that must have come long ago. */
    boolean isBodyOverdue(long now, long grace) {
        long time = due;
        return time != 0 && now - time > grace;
    }

    /** When the answer at hand began; negative while there is none. */
    long answeringSince() {
        return response.isCommitted() ? response.getCommitTimeNanos() : -1;
    }

    /** Ends the connection under whoever writes to it, who then clears up. */
    void breakOff() {
        var open = socket;
        if (open != null && open.getSocket() instanceof NioChannel channel) {
            close(channel.getIOChannel());
        }
    }

    private static void close(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Then it is closed.
        }
    }
}
