package dev.wangge.grids.period;

import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An {@code Idempotency-Key} of a client on a path, with the digest of the raw body: the same key
 * and body is the same request, however often it comes.
 */
record UsedKey(String id, String body) {

    /**
     * The key of this request; null when none was sent.
     *
     * @throws Problem invalid-idempotency-key
     */
    static @Nullable UsedKey of(@Nullable String header, String client, String path, byte[] body) {
        if (header == null) {
            return null;
        }
        if (!header.matches("[\\x21-\\x7e]{1,255}")) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid-idempotency-key",
                    "Idempotency-Key is 1 to 255 visible ASCII characters");
        }
        return new UsedKey(Ids.of(client, path, header).toString(), Ids.sha256(body));
    }

    /** Refuses a key that comes again with another body. */
    void requireSameBody(@Nullable String digest) {
        if (!body.equals(digest)) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another body");
        }
    }

    Document toDocument() {
        return new Document("id", id).append("body", body);
    }

    static UsedKey from(Document stored) {
        return new UsedKey(stored.getString("id"), stored.getString("body"));
    }
}
