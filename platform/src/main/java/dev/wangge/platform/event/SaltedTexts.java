package dev.wangge.platform.event;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Free text lies beside the facts, which hold only its salted digest: a text can be forgotten and
 * the chain still verifies.
 */
public final class SaltedTexts {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Salted> byDigest = new LinkedHashMap<>();
    private final List<Document> added = new ArrayList<>();
    private final Function<Collection<String>, Map<String, Salted>> elsewhere;

    /**
     * A text, and what was hashed before it.
     *
     * @param salt hexadecimal digits
     */
    public record Salted(String salt, String text) {
        /** As it lies beside the facts, or elsewhere. */
        public static Salted of(Document stored) {
            return new Salted(stored.getString("salt"), stored.getString("text"));
        }
    }

    public SaltedTexts() {
        this(digests -> Map.of());
    }

    private SaltedTexts(Function<Collection<String>, Map<String, Salted>> elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** Those that lie beside the facts of an aggregate. */
    public static SaltedTexts fromDocuments(List<Document> stored) {
        return fromDocuments(stored, digests -> Map.of());
    }

    /**
     * Those that lie beside the facts of an aggregate, and others that are read when they are asked
     * for.
     *
     * @param elsewhere the texts of these digests, as far as there are any
     */
    public static SaltedTexts fromDocuments(
            List<Document> stored, Function<Collection<String>, Map<String, Salted>> elsewhere) {
        var texts = new SaltedTexts(elsewhere);
        stored.forEach(text -> texts.byDigest.put(text.getString("digest"), Salted.of(text)));
        return texts;
    }

    /** Keeps a text and answers its digest. */
    public String keep(String text) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var salted = HexFormat.of().formatHex(salt);
        var digest = "sha256:" + Ids.sha256((salted + text).getBytes(StandardCharsets.UTF_8));
        byDigest.put(digest, new Salted(salted, text));
        added.add(new Document("digest", digest).append("salt", salted).append("text", text));
        return digest;
    }

    public @Nullable String keepIfGiven(@Nullable String text) {
        return text == null ? null : keep(text);
    }

    /** The text behind a digest; null when there is none or it was forgotten. */
    public @Nullable String text(@Nullable String digest) {
        var salted = digest == null ? null : salted(digest);
        return salted == null ? null : salted.text();
    }

    /** The text behind a digest with its salt; null when there is none or it was forgotten. */
    public @Nullable Salted salted(String digest) {
        fetch(List.of(digest));
        return byDigest.get(digest);
    }

    /** Reads those of these that lie elsewhere, all at once: many will be asked for. */
    public void fetch(Collection<String> digests) {
        var unknown = digests.stream().filter(digest -> !byDigest.containsKey(digest)).toList();
        if (!unknown.isEmpty()) {
            byDigest.putAll(elsewhere.apply(unknown));
        }
    }

    /** What was kept since it was read. */
    public List<Document> added() {
        return added;
    }
}
