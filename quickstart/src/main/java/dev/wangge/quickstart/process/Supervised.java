package dev.wangge.quickstart.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One part of the county: started, started again when it dies, stopped. */
public final class Supervised {

    private static final Duration POLL = Duration.ofMillis(100);

    /** What happens to a part, told on the part's own thread. */
    public interface Listener {

        /** There is a process. */
        void started(long pid);

        /** It can be used. */
        void up(Duration after, boolean again);

        /** It ended although nobody asked; it starts again after a while. */
        void died(String why, Duration startsAgainIn);
    }

    private final String name;
    private final Program program;
    private final Health health;
    private final RestartDelay restartDelay;
    private final Listener listener;
    private final CompletableFuture<@Nullable Void> firstUp = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ReentrantLock starting = new ReentrantLock();
    private Program.@Nullable Running running;
    private @Nullable Thread thread;

    public Supervised(
            String name, Program program, Health health, Duration restartDelay, Listener listener) {
        this.name = name;
        this.program = program;
        this.health = health;
        this.restartDelay = new RestartDelay(restartDelay);
        this.listener = listener;
    }

    /**
     * Begins. The future completes when the part can be used for the first time, and fails when it
     * ends before.
     */
    public CompletableFuture<@Nullable Void> start() {
        thread = Thread.ofVirtual().name("supervise-" + name).start(this::supervise);
        return firstUp;
    }

    /** Stops the process, for good. */
    public void stop() {
        stopping.countDown();
        starting.lock();
        try {
            if (running != null) {
                running.stop();
            }
        } finally {
            starting.unlock();
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void supervise() {
        try {
            while (!isStopping()) {
                long begun = System.nanoTime();
                String why = run(begun, firstUp.isDone());
                if (isStopping()) {
                    return;
                }
                if (firstUp.completeExceptionally(new IllegalStateException(why))) {
                    // Never was up: starting it again would only hide why.
                    return;
                }
                Duration delay =
                        restartDelay.afterRunOf(Duration.ofNanos(System.nanoTime() - begun));
                listener.died(why, delay);
                if (stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One run from start to end; answers why it ended. */
    private String run(long begun, boolean again) throws InterruptedException {
        Program.Running run;
        starting.lock();
        try {
            if (isStopping()) {
                return "stopped";
            }
            run = program.start();
            running = run;
        } catch (Exception e) {
            running = null;
            return String.valueOf(e.getMessage());
        } finally {
            starting.unlock();
        }
        listener.started(run.pid());
        CompletableFuture<Integer> exit = run.onExit();
        while (!exit.isDone() && !health.isUp()) {
            if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        if (!exit.isDone() && !isStopping()) {
            listener.up(Duration.ofNanos(System.nanoTime() - begun), again);
            firstUp.complete(null);
        }
        try {
            return "ended with exit code " + exit.join();
        } catch (CompletionException e) {
            return "ended: " + e.getMessage();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
