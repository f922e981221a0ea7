package dev.wangge.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.GenericApplicationListener;

/**
 * What lasts as long as the tests of a JVM. At its end the services under test are closed, then the
 * processes that they used, and then the directories of those are deleted.
 */
public final class TestResources {
    private static final Logger log = LoggerFactory.getLogger(TestResources.class);
    private static final Deque<AutoCloseable> services = new ConcurrentLinkedDeque<>();
    private static final Deque<AutoCloseable> processes = new ConcurrentLinkedDeque<>();
    private static @Nullable Path directories;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TestResources::cleanUp, "at-the-end"));
    }

    private TestResources() {}

    /** Closes a process, or what else a service under test needs until it is closed itself. */
    public static void close(AutoCloseable process) {
        processes.push(process);
    }

    /** A new directory for the data of a process; deleted at the end. */
    public static synchronized Path directory(String name) {
        try {
            if (directories == null) {
                directories = ofThisJvm();
            }
            return Files.createTempDirectory(directories, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Beside what else the build makes, so that its cleaning finds what a halt may leave. */
    private static Path ofThisJvm() throws IOException {
        var target = Path.of("target").toAbsolutePath();
        if (!Files.isDirectory(target)) {
            return Files.createTempDirectory("wangge-tests");
        }
        var all = Files.createDirectories(target.resolve("tests"));
        try (var others = Files.list(all)) {
            others.filter(TestResources::isOfAnEndedJvm).forEach(TestResources::delete);
        }
        return Files.createDirectories(all.resolve(Long.toString(ProcessHandle.current().pid())));
    }

    private static boolean isOfAnEndedJvm(Path directory) {
        var pid = directory.getFileName().toString();
        return pid.matches("\\d+") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static synchronized void cleanUp() {
        // Spring closes them at the same time: whoever comes second waits for the first.
        services.forEach(TestResources::quietly);
        processes.forEach(TestResources::quietly);
        if (directories != null) {
            delete(directories);
        }
    }

    private static void quietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            log.warn("{} does not close", one, e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException left) {
            // Of a process that is just ending; the next JVM deletes it.
        }
    }

    /** Every service under test passes here: spring.factories names it. */
    static final class OfServices
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext service) {
            services.push(service);
            // Or all that the tests have closed themselves would stay in memory.
            service.addApplicationListener(
                    GenericApplicationListener.forEventType(
                            ContextClosedEvent.class,
                            closed -> services.remove(closed.getApplicationContext())));
        }
    }
}
