package dev.wangge.local;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the main methods of this module have in common. */
final class LocalProcess {

    private static final Logger log = LoggerFactory.getLogger(LocalProcess.class);

    private LocalProcess() {}

    interface Start {
        AutoCloseable at(Path dataDir, int port);
    }

    /** Starts what is asked for; it lives until this process or its parent ends. */
    static void run(String[] arguments, Start start) {
        if (arguments.length != 2) {
            System.err.println("Expected two arguments: data directory and port (0: a free one)");
            System.exit(2);
        }
        ParentWatch.begin();
        try {
            AutoCloseable running = start.at(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
        } catch (LocalStartFailed e) {
            log.error(e.getMessage(), e);
            System.exit(1);
        }
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            log.error("Did not stop in good order", e);
        }
    }
}
