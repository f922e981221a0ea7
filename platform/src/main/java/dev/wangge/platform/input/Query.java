package dev.wangge.platform.input;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query as it was sent, decoded strictly: what is no text is never guessed at. */
final class Query {
    private Query() {}

    /** One parameter as it was sent; without an equals sign its value is empty. */
    record Sent(String name, String value) {}

    /** The parameters in their order; empty chunks, as between two ampersands, are none. */
    static List<Sent> parameters(@Nullable String query) {
        var sent = new ArrayList<Sent>();
        for (var chunk : query == null ? new String[0] : query.split("&", -1)) {
            int equals = chunk.indexOf('=');
            if (!chunk.isEmpty()) {
                sent.add(
                        equals < 0
                                ? new Sent(chunk, "")
                                : new Sent(
                                        chunk.substring(0, equals), chunk.substring(equals + 1)));
            }
        }
        return sent;
    }

    /** Percent escapes and bytes read as UTF-8; empty when they cannot be. */
    static Optional<String> decoded(String raw, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                // The container hands bytes over as characters of Latin-1.
                bytes.write(c == '+' && plusIsSpace ? ' ' : c);
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
