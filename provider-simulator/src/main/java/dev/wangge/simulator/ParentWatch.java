package dev.wangge.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends this process when the launcher that started it is gone, however it went. */
@Component
@Lazy(false)
class ParentWatch {

    private static final Logger log = LoggerFactory.getLogger(ParentWatch.class);

    private final String parent;

    ParentWatch(@Value("${WANGGE_PARENT_PID:}") String parent) {
        if (!parent.isBlank() && !parent.strip().matches("\\d{1,18}")) {
            throw new IllegalArgumentException("WANGGE_PARENT_PID is not a process id: " + parent);
        }
        this.parent = parent.strip();
    }

    @EventListener(ApplicationReadyEvent.class)
    void watch() {
        if (parent.isEmpty()) {
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name("parent-watch")
                .start(() -> {
                    ProcessHandle.of(Long.parseLong(parent))
                            .ifPresent(handle -> handle.onExit().join());
                    log.info("The parent process {} is gone, leaving", parent);
                    System.exit(0);
                });
    }
}
