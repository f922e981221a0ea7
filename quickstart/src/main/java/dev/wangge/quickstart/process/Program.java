package dev.wangge.quickstart.process;

import java.util.concurrent.CompletableFuture;

/** Something that can be started as a process of its own, again and again. */
@FunctionalInterface
public interface Program {

    /**
     * Starts it; it need not be ready yet.
     *
     * @throws Exception when there is no process; the message says why
     */
    Running start() throws Exception;

    /** One run of a program. */
    interface Running {

        long pid();

        /** Completes with the exit code when the process has ended, for whatever reason. */
        CompletableFuture<Integer> onExit();

        /** Asks the process to end, waits, and kills it in the end. */
        void stop();
    }
}
