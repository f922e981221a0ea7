package dev.wangge.quickstart.disk;

import dev.wangge.quickstart.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything of one county, and that one launcher at a time uses. */
public final class DataDirectory implements AutoCloseable {

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the directory for this process.
     *
     * @throws CannotStart when another launcher has it, or it cannot be written
     */
    public static DataDirectory take(Path directory) {
        try {
            Files.createDirectories(directory.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve("launcher.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new CannotStart(
                        CannotStart.SETTINGS,
                        "Another launcher (pid %s) uses %s: stop it, or set WANGGE_DATA to another"
                                        .formatted(holder, directory)
                                + " directory.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(bytes(Long.toString(ProcessHandle.current().pid()))), 0);
            return new DataDirectory(directory, channel);
        } catch (IOException e) {
            throw new CannotStart(
                    CannotStart.SETTINGS,
                    "WANGGE_DATA names a directory that cannot be written: %s (%s)."
                            .formatted(directory, e));
        }
    }

    public Path path() {
        return directory;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    /** Writes a file whole: whoever reads it sees the old text or the new one. */
    public Path write(String name, String text) {
        Path file = file(name);
        Path draft = file(name + ".new");
        try {
            Files.writeString(draft, text);
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CannotStart(CannotStart.FAILED, "Cannot write " + file + " (" + e + ").");
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
