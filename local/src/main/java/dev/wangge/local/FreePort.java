package dev.wangge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Loopback ports: a free one, or whether a given one is free. */
public final class FreePort {

    private FreePort() {}

    /**
     * A port of 127.0.0.1 that nobody listened on a moment ago. Another process may take it before
     * the caller does, so a caller that can try again should.
     */
    public static int find() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(loopback(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on 127.0.0.1", e);
        }
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
