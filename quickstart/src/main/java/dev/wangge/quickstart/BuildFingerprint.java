package dev.wangge.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build made something from, kept in a file beside it, so that it is not made again from
 * the same.
 *
 * @param file where it is kept
 * @param text the JDK, and each file with its size and time, as the JVM looks at them too
 */
record BuildFingerprint(Path file, String text) {

    static BuildFingerprint of(Path file, List<Path> madeFrom) throws IOException {
        StringBuilder text = new StringBuilder(Runtime.version() + "\n");
        for (Path from : madeFrom) {
            text.append(
                    "%s %d %s%n"
                            .formatted(from, Files.size(from), Files.getLastModifiedTime(from)));
        }
        return new BuildFingerprint(file, text.toString());
    }

    boolean isCurrent() throws IOException {
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    void write() throws IOException {
        Files.writeString(file, text);
    }
}
