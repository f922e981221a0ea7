package dev.wangge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

/** Answers every request of every connection with the next bytes of its script. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final Supplier<String> script;

    ScriptedServer(Supplier<String> script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            while (readRequest(connection.getInputStream())) {
                for (var bytes : script.get().split("(?<=~)", -1)) {
                    connection.getOutputStream().write(bytes.replace("~", "").getBytes(ISO_8859_1));
                    connection.getOutputStream().flush();
                    Thread.sleep(bytes.endsWith("~") ? 5 : 0);
                }
            }
        } catch (IOException hungUp) {
            // So be it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests of these tests have no body. */
    private static boolean readRequest(InputStream in) throws IOException {
        int ends = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
            if (ends == 2) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
