package dev.wangge.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process when the one that started it is gone, however it went: a child of a launcher
 * that was killed with -9 must not live on and hold its port.
 */
public final class ParentWatch {

    /** The environment variable that names the process to watch. */
    public static final String VARIABLE = "WANGGE_PARENT_PID";

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private ParentWatch() {}

    /** Watches the process named by {@value #VARIABLE}, if any. */
    public static void begin() {
        watch(System.getenv(VARIABLE), ParentWatch::exit);
    }

    /** Watches the process that started this one. */
    public static void beginWithParent() {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> watch(Long.toString(parent.pid()), ParentWatch::exit));
    }

    static void watch(@Nullable String pid, Runnable whenGone) {
        if (pid == null || pid.isBlank()) {
            return;
        }
        var _ =
                ProcessHandle.of(Long.parseLong(pid.trim()))
                        .map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(null))
                        .thenRunAsync(whenGone);
    }

    private static void exit() {
        Thread.ofPlatform()
                .daemon()
                .name("parent-gone-halt")
                .start(() -> {
                    try {
                        Thread.sleep(PATIENCE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    // Shutdown hangs: a process without a parent is of no use to anybody.
                    Runtime.getRuntime().halt(1);
                });
        System.exit(0);
    }
}
