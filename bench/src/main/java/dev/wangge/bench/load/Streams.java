package dev.wangge.bench.load;

import dev.wangge.bench.system.NotMeasurable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** So many who watch, each by a stream of their own that stays open. */
public final class Streams implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    /** Opens them; each has said its first words. */
    public static Streams open(int port, String path, String token, int count) {
        var streams = new Streams();
        try {
            for (int i = 0; i < count; i++) {
                streams.open(port, path, token);
            }
            return streams;
        } catch (IOException e) {
            streams.close();
            throw new NotMeasurable("Not all of %d streams open: %s".formatted(count, e));
        }
    }

    private void open(int port, String path, String token) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(
                        "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(path, token)
                                .getBytes(StandardCharsets.US_ASCII));
        var said = new byte[2_000];
        int read = socket.getInputStream().read(said);
        var start = new String(said, 0, Math.max(0, read), StandardCharsets.US_ASCII);
        if (!start.startsWith("HTTP/1.1 200")) {
            throw new IOException(start.lines().findFirst().orElse("nothing"));
        }
    }

    @Override
    public void close() {
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }
}
