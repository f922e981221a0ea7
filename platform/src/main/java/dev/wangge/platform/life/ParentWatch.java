package dev.wangge.platform.life;

import org.jspecify.annotations.Nullable;

/** A child of the quickstart ends when its launcher does, however the launcher ended. */
public final class ParentWatch {
    private ParentWatch() {}

    /** Watches the process with this id; nothing to watch when it is null or blank. */
    public static void start(@Nullable String parentPid) {
        if (parentPid == null || parentPid.isBlank()) {
            return;
        }
        var parent = ProcessHandle.of(Long.parseLong(parentPid.trim()));
        if (parent.isEmpty()) {
            end();
        } else {
            var _ = parent.get().onExit().thenRun(ParentWatch::end);
        }
    }

    private static void end() {
        Runtime.getRuntime().halt(0);
    }
}
