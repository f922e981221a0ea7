package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A bare connection: sends what no client would, and reads what comes back. Each address below
 * 127.0.0.0/8 is somebody else.
 */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Socket socket;

    private Wire(Socket socket) {
        this.socket = socket;
    }

    /** A connection from 127.0.0.1. */
    public static Wire to(int port) {
        return to(port, "127.0.0.1");
    }

    /**
     * A connection.
     *
     * @param from an address of the loopback network
     */
    public static Wire to(int port, String from) {
        try {
            var socket =
                    new Socket(
                            InetAddress.ofLiteral("127.0.0.1"),
                            port,
                            InetAddress.ofLiteral(from),
                            0);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new Wire(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends lines as they are, in UTF-8, and the blank one after them. */
    public Wire head(String... lines) {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Sends text in UTF-8. */
    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes; that the other side has closed will be seen in what it answered. */
    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Whether it can still be written to; tries so with one byte. */
    public boolean isOpenFor(String more) {
        try {
            socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All that comes until the other side closes: the request should have asked for that. */
    public String answer() {
        var all = new ByteArrayOutputStream();
        var some = new byte[8192];
        try {
            for (int n = read(some); n >= 0; n = read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketException e) {
            // Reset: what came before is the answer.
        } catch (IOException e) {
            throw new AssertionError("So far: " + all.toString(StandardCharsets.UTF_8), e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** What comes first: the status line and the headers that came with it. */
    public String beginning() {
        var some = new byte[8192];
        try {
            int n = read(some);
            return n < 0 ? "" : new String(some, 0, n, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read(byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    /** That an answer is a problem of this name, and nothing of the container's or of ours. */
    public static void assertProblem(String answer, int status, String slug) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("\"/problems/" + slug + "\"")
                .doesNotContainIgnoringCase("<html")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("org.apache", "java.", "localhost:", "127.0.0.1:");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
