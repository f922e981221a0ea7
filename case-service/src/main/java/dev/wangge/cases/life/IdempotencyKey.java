package dev.wangge.cases.life;

import dev.wangge.cases.life.CaseStore.KeyUse;
import dev.wangge.cases.life.CaseStore.RequestKey;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** {@code Idempotency-Key}: the same key and body is the same request, however often it comes. */
public final class IdempotencyKey {
    private IdempotencyKey() {}

    /**
     * The key of this request; null when none was sent.
     *
     * @throws Problem invalid-idempotency-key
     */
    public static @Nullable RequestKey of(
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

    /** Refuses a key that comes again with another body. */
    public static void requireSameBody(RequestKey key, KeyUse used) {
        if (!used.body().equals(key.body())) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another body");
        }
    }
}
