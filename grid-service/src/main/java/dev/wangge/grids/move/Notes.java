package dev.wangge.grids.move;

import dev.wangge.platform.event.Ids;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Free text lies beside the facts, which hold only its salted digest: a text can be forgotten and
 * the chain still verifies.
 */
final class Notes {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> byDigest = new LinkedHashMap<>();
    private final List<Document> added = new ArrayList<>();

    static Notes fromDocuments(List<Document> stored) {
        var notes = new Notes();
        stored.forEach(
                note -> notes.byDigest.put(note.getString("digest"), note.getString("text")));
        return notes;
    }

    /** Keeps a text and answers its digest; null for none. */
    @Nullable String keep(@Nullable String text) {
        return text == null ? null : digestOf(text);
    }

    String digestOf(String text) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var salted = HexFormat.of().formatHex(salt);
        var digest = "sha256:" + Ids.sha256((salted + text).getBytes(StandardCharsets.UTF_8));
        byDigest.put(digest, text);
        added.add(new Document("digest", digest).append("salt", salted).append("text", text));
        return digest;
    }

    /** The text behind a digest; null when there is none or it was forgotten. */
    @Nullable String text(@Nullable String digest) {
        return digest == null ? null : byDigest.get(digest);
    }

    /** What was kept since it was read. */
    List<Document> added() {
        return added;
    }
}
