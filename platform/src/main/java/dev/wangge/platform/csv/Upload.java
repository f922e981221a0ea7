package dev.wangge.platform.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A request body on disk while it is worked on: it can be read twice without being held in memory,
 * and a slow sender holds up nobody.
 */
public final class Upload implements AutoCloseable {
    private final Path file;

    private Upload(Path file) {
        this.file = file;
    }

    /**
     * Takes a body of at most {@link LimitedBody#BULK} bytes.
     *
     * @throws dev.wangge.platform.problem.Problem body-too-large
     */
    public static Upload of(InputStream body) {
        try {
            var upload = new Upload(Files.createTempFile("wangge-upload", null));
            try {
                Files.copy(
                        new LimitedBody(body, LimitedBody.BULK),
                        upload.file,
                        StandardCopyOption.REPLACE_EXISTING);
                return upload;
            } catch (IOException | RuntimeException e) {
                upload.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So many bytes from this one on; fewer where the file ends. */
    public byte[] slice(long from, int length) {
        try (var channel = FileChannel.open(file)) {
            var into = ByteBuffer.allocate((int) Math.min(length, channel.size() - from));
            while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
                // Mostly it is one reading.
            }
            return into.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
