package dev.wangge.grids.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Writes one part while its user makes the next ready; one after the other, in their order. What
 * goes wrong with a part is thrown where the next is started, or where the last is waited for.
 */
final class WriteBehind {
    private static final Executor WRITER =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("write-behind-", 0).factory());
    private CompletableFuture<Void> part = CompletableFuture.completedFuture(null);

    /** Begins to write this when the one before is written. */
    void start(Runnable write) {
        await();
        part = CompletableFuture.runAsync(write, WRITER);
    }

    /** Returns when all is written. */
    void await() {
        try {
            part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    /** Returns when nothing is being written any more, whatever became of it. */
    void settle() {
        part.exceptionally(_ -> null).join();
    }
}
