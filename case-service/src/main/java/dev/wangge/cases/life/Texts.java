package dev.wangge.cases.life;

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
final class Texts {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Document> byDigest = new LinkedHashMap<>();
    private final List<Document> added = new ArrayList<>();

    static Texts fromDocuments(List<Document> stored) {
        var texts = new Texts();
        stored.forEach(text -> texts.byDigest.put(text.getString("digest"), text));
        return texts;
    }

    /** Keeps a text and answers its digest. */
    String keep(String text) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var saltHex = HexFormat.of().formatHex(salt);
        var digest = "sha256:" + Ids.sha256((saltHex + text).getBytes(StandardCharsets.UTF_8));
        var kept = new Document("digest", digest).append("salt", saltHex).append("text", text);
        byDigest.put(digest, kept);
        added.add(kept);
        return digest;
    }

    @Nullable String keepIfGiven(@Nullable String text) {
        return text == null ? null : keep(text);
    }

    /** The text behind a digest; null when there is none or it was forgotten. */
    @Nullable String text(@Nullable String digest) {
        var kept = digest == null ? null : byDigest.get(digest);
        return kept == null ? null : kept.getString("text");
    }

    /** What was kept since it was read. */
    List<Document> added() {
        return added;
    }
}
