package dev.wangge.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What tests share that ask whether something is published that a database may still lose: a mongod
 * whose journal can be held, see {@link OwnMongod#journals}, and those who write and sweep
 * meanwhile, until it is closed.
 */
public final class Phantoms implements AutoCloseable {
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * Starts one.
     *
     * @param directory for its data
     * @param replicaSet whether it is a set, or stands alone
     */
    public static OwnMongod mongod(Path directory, boolean replicaSet) {
        if (!replicaSet) {
            return mongod(directory, "alone");
        }
        var mongod = member(directory, "one", "one");
        OwnMongod.unite("one", Duration.ofSeconds(10), mongod);
        return mongod;
    }

    /** Starts one that is to be united with others. */
    public static OwnMongod member(Path directory, String name, String set, String... more) {
        var arguments = new ArrayList<>(List.of("--replSet", set, "--oplogSize", "64"));
        arguments.addAll(List.of(more));
        return mongod(directory, name, arguments.toArray(String[]::new));
    }

    private static OwnMongod mongod(Path directory, String name, String... more) {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--setParameter", "enableTestCommands=1"));
        return OwnMongod.start(directory.resolve(name), arguments.toArray(String[]::new));
    }

    /** Does it once, waiting for the database or not: nobody waits for it here. */
    public void meanwhile(Runnable write) {
        others.execute(write);
    }

    /** Sweeps as often as it can, as one more instance would; one that fails is tried again. */
    public void sweepAlong(Runnable sweep) {
        others.execute(() -> sweep(sweep, ended));
    }

    /** The same, each at once, and only for so long: that nothing comes cannot be awaited. */
    public void sweepFor(Duration time, Runnable... sweeps) {
        var over = new AtomicBoolean();
        for (var sweep : sweeps) {
            others.execute(() -> sweep(sweep, over));
        }
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over.set(true);
    }

    private void sweep(Runnable sweep, AtomicBoolean over) {
        while (!over.get() && !ended.get()) {
            try {
                sweep.run();
            } catch (RuntimeException away) {
                // The next one may find it.
            }
        }
    }

    @Override
    public void close() {
        ended.set(true);
        others.shutdownNow();
    }
}
