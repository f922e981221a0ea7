package dev.wangge.platform.event;

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
public final class SaltedTexts {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> byDigest = new LinkedHashMap<>();
    private final List<Document> added = new ArrayList<>();

    /** Those that lie beside the facts of an aggregate. */
    public static SaltedTexts fromDocuments(List<Document> stored) {
        var texts = new SaltedTexts();
        stored.forEach(
                text -> texts.byDigest.put(text.getString("digest"), text.getString("text")));
        return texts;
    }

    /** Keeps a text and answers its digest. */
    public String keep(String text) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var salted = HexFormat.of().formatHex(salt);
        var digest = "sha256:" + Ids.sha256((salted + text).getBytes(StandardCharsets.UTF_8));
        byDigest.put(digest, text);
        added.add(new Document("digest", digest).append("salt", salted).append("text", text));
        return digest;
    }

    public @Nullable String keepIfGiven(@Nullable String text) {
        return text == null ? null : keep(text);
    }

    /** The text behind a digest; null when there is none or it was forgotten. */
    public @Nullable String text(@Nullable String digest) {
        return digest == null ? null : byDigest.get(digest);
    }

    /** What was kept since it was read. */
    public List<Document> added() {
        return added;
    }
}
