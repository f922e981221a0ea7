package dev.wangge.bench.load;

import dev.wangge.bench.load.Outcome.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Requests to one port of 127.0.0.1 over a fixed number of connections, a thread each. */
public final class Load {
    private static final int CREATED = 201;
    private static final int OK = 200;
    private final int port;
    private final int connections;
    private final int wanted;

    public Load(int port, int connections) {
        this(port, connections, CREATED);
    }

    /**
     * Prepares it.
     *
     * @param wanted the status of a good answer
     */
    public Load(int port, int connections, int wanted) {
        this.port = port;
        this.connections = connections;
        this.wanted = wanted;
    }

    /** Makes the request with a number that no other request of this run has. */
    @FunctionalInterface
    public interface Requests {
        byte[] request(long number);
    }

    /** Sees each good answer. */
    @FunctionalInterface
    public interface Witness {
        /**
         * Told of a case that was created.
         *
         * @param due when it was to be sent, as {@link System#nanoTime}
         */
        void created(long number, long due, String body);
    }

    private static final Witness NOBODY = (number, due, body) -> {};

    /** As fast as answers come: each connection sends its next request after its last answer. */
    public Outcome closed(Duration duration, Requests requests) throws InterruptedException {
        var numbers = new AtomicLong();
        long end = System.nanoTime() + duration.toNanos();
        return run(
                (worker, tally) -> {
                    try (var line = new Line(port, wanted)) {
                        while (System.nanoTime() < end) {
                            long number = numbers.getAndIncrement();
                            var request = requests.request(number);
                            long begun = System.nanoTime();
                            if (line.send(request, number, begun, tally, NOBODY)) {
                                long now = System.nanoTime();
                                tally.took(now - begun);
                                tally.done += now < end ? 1 : 0;
                            }
                        }
                    }
                },
                duration.toNanos() / 1e9);
    }

    /**
     * At a constant rate, whatever the answers do. A request that its connection sends late counts
     * from when it was to be sent.
     */
    public Outcome open(double perSecond, Duration duration, Requests requests, Witness witness)
            throws InterruptedException {
        long interval = Math.round(1e9 / perSecond);
        long count = Math.round(perSecond * duration.toNanos() / 1e9);
        long begin = System.nanoTime() + Duration.ofMillis(200).toNanos();
        return run(
                (worker, tally) -> {
                    try (var line = new Line(port, wanted)) {
                        for (long number = worker; number < count; number += connections) {
                            long due = begin + number * interval;
                            var request = requests.request(number);
                            for (long wait = due - System.nanoTime();
                                    wait > 0;
                                    wait = due - System.nanoTime()) {
                                LockSupport.parkNanos(wait);
                            }
                            if (line.send(request, number, due, tally, witness)) {
                                tally.took(System.nanoTime() - due);
                                tally.done++;
                            }
                        }
                    }
                },
                duration.toNanos() / 1e9);
    }

    /** Several requests in turn, each of which may need what the one before answered. */
    @FunctionalInterface
    public interface Chain {
        /**
         * Makes the next one.
         *
         * @param step 0 for the first, which creates; the others are answered 200
         * @param answered what the one before answered; empty at first
         */
        byte[] request(long number, int step, String answered);
    }

    /** As {@link #closed}, a chain at a time; done is what came to its end within the run. */
    public Outcome chained(Duration duration, int steps, Chain chain, Witness witness)
            throws InterruptedException {
        var numbers = new AtomicLong();
        long end = System.nanoTime() + duration.toNanos();
        return run(
                (worker, tally) -> {
                    try (var creating = new Line(port, CREATED);
                            var acting = new Line(port, OK)) {
                        while (System.nanoTime() < end) {
                            long begun = System.nanoTime();
                            if (follow(
                                    chain,
                                    steps,
                                    numbers.getAndIncrement(),
                                    creating,
                                    acting,
                                    tally,
                                    witness)) {
                                long now = System.nanoTime();
                                tally.took(now - begun);
                                tally.done += now < end ? 1 : 0;
                            }
                        }
                    }
                },
                duration.toNanos() / 1e9);
    }

    private static boolean follow(
            Chain chain,
            int steps,
            long number,
            Line creating,
            Line acting,
            Tally tally,
            Witness witness)
            throws IOException {
        var answered = new String[] {""};
        Witness keeping = (which, due, body) -> answered[0] = body;
        for (int step = 0; step < steps; step++) {
            var line = step == 0 ? creating : acting;
            long begun = System.nanoTime();
            if (!line.send(
                    chain.request(number, step, answered[0]), number, begun, tally, keeping)) {
                return false;
            }
            if (step == 0) {
                witness.created(number, begun, answered[0]);
            }
        }
        return true;
    }

    @FunctionalInterface
    private interface Work {
        void by(int worker, Tally tally) throws IOException;
    }

    private Outcome run(Work work, double seconds) throws InterruptedException {
        List<Tally> tallies = new ArrayList<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int worker = i;
            var tally = new Tally();
            tallies.add(tally);
            workers.add(
                    Thread.ofPlatform()
                            .name("load-" + i)
                            .start(() -> {
                                try {
                                    work.by(worker, tally);
                                } catch (IOException e) {
                                    tally.failed(e.toString());
                                }
                            }));
        }
        for (var worker : workers) {
            worker.join();
        }
        return Tally.sum(tallies, seconds);
    }

    /** A connection that is made again when it broke, so that one failure stays one failure. */
    private static final class Line implements AutoCloseable {
        private final int port;
        private final int wanted;
        private @Nullable Connection connection;

        Line(int port, int wanted) {
            this.port = port;
            this.wanted = wanted;
        }

        boolean send(byte[] request, long number, long due, Tally tally, Witness witness)
                throws IOException {
            try {
                if (connection == null) {
                    connection = new Connection(port);
                }
                var answer = connection.send(request);
                if (answer.last()) {
                    close();
                }
                if (answer.status() == wanted) {
                    witness.created(number, due, answer.body());
                    return true;
                }
                tally.failed("HTTP " + answer.status());
            } catch (IOException e) {
                tally.failed(e.toString());
                close();
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
