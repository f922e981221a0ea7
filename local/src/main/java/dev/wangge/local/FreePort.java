package dev.wangge.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports: a free one, or whether a given one is free. */
public final class FreePort {

    /** Linux gives away those from 32768 on, others those from 49152 on. */
    private static final int FIRST = 15_000;

    private static final int END = 30_000;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /**
     * A port of 127.0.0.1 that nobody listens on, and that no system gives to a socket that asks
     * for any port. Who starts on it minutes later, or again after a while, finds it free, unless
     * somebody chose this very one meanwhile: a caller that can try again should.
     */
    public static int find() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port on 127.0.0.1");
    }

    /** {@code port} itself, or a free one when it is 0. */
    public static int or(int port) {
        return port == 0 ? find() : port;
    }

    /**
     * Whether a server could listen on this port of 127.0.0.1 now.
     *
     * @param port 1–65535
     */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a connection of the last run in TIME_WAIT does not occupy the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
