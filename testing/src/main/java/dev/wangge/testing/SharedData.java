package dev.wangge.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Files that are not this project's to bring: those of {@code -Dwangge.data}, else of {@code
 * shared/data} beside the clone. A test that needs one says that it is missing, and is skipped; it
 * fails where the file should be, which is in CI ({@code WANGGE_CI}) whenever there is a {@code
 * shared}, and wherever a directory was named.
 */
public final class SharedData {
    private static final Path BESIDE_THE_CLONE = Path.of("..", "..", "shared");

    private SharedData() {}

    /** A file to read. */
    public static Path file(String name) {
        var named = System.getProperty("wangge.data", "");
        var file =
                named.isEmpty()
                        ? BESIDE_THE_CLONE.resolve("data").resolve(name)
                        : Path.of(named, name);
        if (!Files.isReadable(file)) {
            boolean inCi = "true".equals(System.getenv("WANGGE_CI"));
            if (!named.isEmpty() || (inCi && Files.isDirectory(BESIDE_THE_CLONE))) {
                fail(file + " is missing");
            }
            Assumptions.abort(name + " is not at hand: give its directory as -Dwangge.data");
        }
        return file;
    }
}
