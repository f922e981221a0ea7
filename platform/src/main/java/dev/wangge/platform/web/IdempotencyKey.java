package dev.wangge.platform.web;

import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key}: the same key and body is the same request, however often it comes.
 *
 * @param id of this key of this client on this path: a UUIDv5, fit to be the id of what it makes
 * @param body SHA-256 of the raw body
 */
public record IdempotencyKey(String id, String body) {
    public static final String HEADER = "Idempotency-Key";

    /**
     * The key of a request; null when none was sent.
     *
     * @throws Problem invalid-idempotency-key
     */
    public static @Nullable IdempotencyKey of(
            @Nullable String header, String client, String path, byte[] body) {
        if (header == null) {
            return null;
        }
        if (!header.matches("[\\x21-\\x7e]{1,255}")) {
            throw invalid();
        }
        return new IdempotencyKey(Ids.of(client, path, header).toString(), Ids.sha256(body));
    }

    /**
     * Refuses a key that came before with another body.
     *
     * @param digest of the body it came with
     * @throws Problem idempotency-key-reused
     */
    public void requireSameBody(@Nullable String digest) {
        if (!body.equals(digest)) {
            throw reused("This Idempotency-Key was used for another body");
        }
    }

    /** A key that is none. */
    public static Problem invalid() {
        return new Problem(
                ProblemType.INVALID_IDEMPOTENCY_KEY,
                "Idempotency-Key is 1 to 255 visible ASCII characters");
    }

    /** What was identified before is something else. */
    public static Problem reused(String detail) {
        return new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED, detail);
    }

    /** Its use, as it lies in an aggregate; the aggregate may append what it led to. */
    public Document use() {
        return new Document("id", id).append("body", body);
    }

    /**
     * Its use among those of an aggregate; empty when it was never used there.
     *
     * @throws Problem idempotency-key-reused when that was with another body
     */
    public Optional<Document> useAmong(List<Document> uses) {
        var found = uses.stream().filter(use -> id.equals(use.getString("id"))).findFirst();
        found.ifPresent(use -> requireSameBody(use.getString("body")));
        return found;
    }
}
