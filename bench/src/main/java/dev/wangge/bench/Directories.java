package dev.wangge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Empty directories under the build's own. */
final class Directories {
    private Directories() {}

    /** Empties it, whatever a run before left there. */
    static Path fresh(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var old = Files.walk(directory)) {
                for (var file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
