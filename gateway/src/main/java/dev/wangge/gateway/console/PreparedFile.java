package dev.wangge.gateway.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** What is sent, as it is and compressed: done once, not for each who asks. */
@SuppressWarnings("ArrayRecordComponent") // Bytes to be sent, compared with nothing.
record PreparedFile(byte[] plain, byte @Nullable [] zipped, MediaType type) {
    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript;charset=UTF-8",
                    "css", "text/css;charset=UTF-8",
                    "html", "text/html;charset=UTF-8",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "webp", "image/webp");

    /**
     * @param name by whose ending browsers are told what it is
     */
    static PreparedFile of(String name, byte[] bytes) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var type = MediaType.parseMediaType(TYPES.getOrDefault(ending, "text/plain;charset=UTF-8"));
        var zipped = zipped(bytes);
        return new PreparedFile(bytes, zipped.length < bytes.length ? zipped : null, type);
    }

    private static byte[] zipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new Thorough(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Thorough extends GZIPOutputStream {
        Thorough(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
