package dev.wangge.grids.move;

import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * {@code Idempotency-Key}: the same key and body is the same request, however often it comes. Uses
 * of it lie with the move, each with the digest of the raw body and the fact it led to.
 */
record RequestKey(String id, String body) {
    /**
     * The key of this request; null when none was sent.
     *
     * @throws Problem invalid-idempotency-key
     */
    static @Nullable RequestKey of(
            @Nullable String header, String client, String path, byte[] body) {
        if (header == null) {
            return null;
        }
        if (!header.matches("[\\x21-\\x7e]{1,255}")) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid-idempotency-key",
                    "Idempotency-Key is 1 to 255 visible ASCII characters");
        }
        return new RequestKey(Ids.of(client, path, header).toString(), Ids.sha256(body));
    }

    Document usedBy(long seq) {
        return new Document("id", id).append("body", body).append("seq", seq);
    }

    /**
     * The fact that the first use of this key led to; empty when it was never used.
     *
     * @throws Problem idempotency-key-reused when that was with another body
     */
    Optional<Long> usedAmong(List<Document> uses) {
        for (var use : uses) {
            if (id.equals(use.getString("id"))) {
                if (!body.equals(use.getString("body"))) {
                    throw reused("This Idempotency-Key was used for another body");
                }
                return Optional.of(use.get("seq", Number.class).longValue());
            }
        }
        return Optional.empty();
    }

    static Problem reused(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", detail);
    }
}
