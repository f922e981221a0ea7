package dev.wangge.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;

/**
 * One keep-alive connection that speaks just enough HTTP/1.1. A full client would take as much of
 * the machine as what it measures, floor and product alike, and so flatter the product.
 */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 35_000;
    private static final int LONGEST_HEAD = 1 << 16;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int from;
    private int to;

    Connection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 5000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a whole request and reads the whole answer. */
    Answer send(byte[] request) throws IOException {
        out.write(request);
        var head = head();
        var lines = head.split("\r\n");
        var status = Integer.parseInt(lines[0].substring(9, 12));
        long length = 0;
        boolean chunked = false;
        boolean last = false;
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("content-length:")) {
                length = Long.parseLong(field.substring(15).strip());
            } else if (field.startsWith("transfer-encoding:")) {
                chunked = field.contains("chunked");
            } else if (field.startsWith("connection:")) {
                last = field.contains("close");
            }
        }
        return new Answer(status, new String(chunked ? chunks() : take((int) length), UTF_8), last);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String head() throws IOException {
        int seen = from;
        while (true) {
            for (int i = Math.max(from, seen - 3); i + 3 < to; i++) {
                if (buffer[i] == '\r'
                        && buffer[i + 1] == '\n'
                        && buffer[i + 2] == '\r'
                        && buffer[i + 3] == '\n') {
                    var head = new String(buffer, from, i - from, ISO_8859_1);
                    from = i + 4;
                    return head;
                }
            }
            int whole = to - from;
            fill();
            seen = from + whole;
            if (to - from > LONGEST_HEAD) {
                throw new IOException("An answer without an end of its head");
            }
        }
    }

    private byte[] chunks() throws IOException {
        var body = new byte[0];
        while (true) {
            int size = Integer.parseInt(line(), 16);
            var chunk = take(size);
            take(2);
            if (size == 0) {
                return body;
            }
            var longer = Arrays.copyOf(body, body.length + size);
            System.arraycopy(chunk, 0, longer, body.length, size);
            body = longer;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int next = take(1)[0];
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
    }

    private byte[] take(int length) throws IOException {
        while (to - from < length) {
            fill();
        }
        var taken = Arrays.copyOfRange(buffer, from, from + length);
        from += length;
        return taken;
    }

    private void fill() throws IOException {
        int kept = to - from;
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, kept);
            from = 0;
            to = kept;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int n = in.read(buffer, to, buffer.length - to);
        if (n < 0) {
            throw new EOFException("The other side hung up");
        }
        to += n;
    }

    /**
     * An answer.
     *
     * @param last whether the other side closes the connection after it
     */
    record Answer(int status, String body, boolean last) {}
}
