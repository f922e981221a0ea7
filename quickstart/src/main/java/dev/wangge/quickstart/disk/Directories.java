package dev.wangge.quickstart.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the build and the bench do with directories. */
public final class Directories {

    private Directories() {}

    /** All jars in a directory and below it, in the order of their paths. */
    public static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Makes a directory that is empty, whatever was there before. */
    public static Path fresh(Path directory) throws IOException {
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Deletes a directory with all that is in it, if it is there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** As {@link #delete}; what cannot be deleted waits for the next {@link #fresh}. */
    public static void discard(Path directory) {
        try {
            delete(directory);
        } catch (IOException | UncheckedIOException left) {
            // Whoever used it may be just ending.
        }
    }
}
