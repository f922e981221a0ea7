package dev.wangge.quickstart.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one child prints, appended to a file. A full file becomes {@code name.log.1}, so a child
 * never takes more than twice the limit.
 */
public final class ChildLog {

    static final long LIMIT = 8L * 1024 * 1024;

    private final Path file;
    private final long limit;

    public ChildLog(Path file) {
        this(file, LIMIT);
    }

    ChildLog(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    /**
     * Copies until the child closes its end; then the future completes. A disk that is full does
     * not stop the child.
     */
    CompletableFuture<@Nullable Void> follow(InputStream output) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("log-" + file.getFileName())
                .start(() -> {
                    byte[] buffer = new byte[8192];
                    try (output) {
                        for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                            append(buffer, n);
                        }
                    } catch (IOException closed) {
                        // The child is gone; what it said is written.
                    } finally {
                        written.complete(null);
                    }
                });
        return written;
    }

    synchronized void append(byte[] bytes, int length) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file) && Files.size(file) + length > limit) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            try (OutputStream out =
                    Files.newOutputStream(
                            file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(bytes, 0, length);
            }
        } catch (IOException full) {
            // Nowhere to write to: the child's own work matters more than its log.
        }
    }

    /** The last lines, oldest first; none when there is no log. */
    public static List<String> tail(Path file, int lines) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            List<String> all =
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
