package dev.wangge.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies between a phone and the county: it can be cut, and it can be slow. What a browser's own
 * tools emulate holds for a page and not for what works for it in the background; this holds for
 * all.
 */
final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Pace down = new Pace();
    private volatile boolean cut;
    private volatile Duration delay = Duration.ZERO;

    private Line(ServerSocket door, int port) {
        this.door = door;
        this.port = port;
    }

    /** A line to what listens on this port of this machine. */
    static Line to(int port) {
        try {
            Line line = new Line(new ServerSocket(0, 64, InetAddress.getByName("localhost")), port);
            Thread.ofVirtual().start(line::serve);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    /** What is under way ends, and nothing comes through any more. */
    void cut() {
        cut = true;
        open.forEach(Line::end);
    }

    void mend() {
        cut = false;
    }

    /** So many bits a second to the phone, and so long until a request is heard. */
    void slow(int bitsPerSecond, Duration delay) {
        down.bytesPerSecond = bitsPerSecond / 8;
        this.delay = delay;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket phone = door.accept();
                if (cut) {
                    end(phone);
                } else {
                    Thread.ofVirtual().start(() -> join(phone));
                }
            } catch (IOException e) {
                return; // The line is closed.
            }
        }
    }

    private void join(Socket phone) {
        open.add(phone);
        try (Socket county = new Socket(InetAddress.getByName("localhost"), port)) {
            open.add(county);
            Thread up = Thread.ofVirtual().start(() -> pass(phone, county, null));
            pass(county, phone, down);
            up.join();
            open.remove(county);
        } catch (IOException e) {
            // Whoever waited sees that it is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(phone);
            open.remove(phone);
        }
    }

    private void pass(Socket from, Socket to, @Nullable Pace pace) {
        byte[] some = new byte[1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (pace == null) {
                    Thread.sleep(delay);
                } else {
                    pace.take(n);
                }
                if (cut) {
                    return;
                }
                out.write(some, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // It was cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (SocketException e) {
            // It is closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /** All connections of a phone share one line: what one takes the others wait for. */
    private static final class Pace {
        private volatile int bytesPerSecond;
        private long freeAt;

        void take(int bytes) throws InterruptedException {
            int pace = bytesPerSecond;
            if (pace == 0) {
                return;
            }
            long nanos;
            synchronized (this) {
                long now = System.nanoTime();
                freeAt = Math.max(freeAt, now) + bytes * 1_000_000_000L / pace;
                nanos = freeAt - now;
            }
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
