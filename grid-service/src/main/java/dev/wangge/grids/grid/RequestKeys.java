package dev.wangge.grids.grid;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.store.Inserts;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * {@code Idempotency-Key} where the service allots the code: what a key was first used for, and
 * which code it was given. The insert decides, also between two copies at once.
 */
@Component
class RequestKeys {
    private final MongoCollection<Document> keys;

    RequestKeys(MongoOperations mongo) {
        this.keys = mongo.getCollection("gridRequests");
    }

    /** A key as it was sent with a body. */
    record RequestKey(String id, String body) {}

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

    /**
     * What the key was given before; null when it is new.
     *
     * @throws Problem idempotency-key-reused, when it came with another body
     */
    @Nullable String known(RequestKey key) {
        var stored = keys.find(Filters.eq("_id", key.id())).first();
        if (stored == null) {
            return null;
        }
        if (!stored.getString("body").equals(key.body())) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key was used for another body");
        }
        return stored.getString("given");
    }

    /** Gives the key this, or what it was given a moment ago. */
    String give(RequestKey key, String given) {
        Inserts.isFirst(
                keys,
                new Document("_id", key.id()).append("body", key.body()).append("given", given));
        var known = known(key);
        return known == null ? given : known;
    }
}
