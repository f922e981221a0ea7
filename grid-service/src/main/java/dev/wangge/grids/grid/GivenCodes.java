package dev.wangge.grids.grid;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.web.IdempotencyKey;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Which code a request with a key was given, where the service allots it: who is killed between the
 * code and the grid gets that code again. The insert decides, also between two copies at once.
 */
@Component
class GivenCodes {
    private final MongoCollection<Document> requests;

    GivenCodes(MongoOperations mongo) {
        this.requests = mongo.getCollection("gridRequests");
    }

    /**
     * What the key was given before; null when it is new.
     *
     * @throws Problem idempotency-key-reused, when it came with another body
     */
    @Nullable String known(IdempotencyKey key) {
        var stored = requests.find(Filters.eq("_id", key.id())).first();
        if (stored == null) {
            return null;
        }
        key.requireSameBody(stored.getString("body"));
        return stored.getString("given");
    }

    /** Gives the key this, or what it was given a moment ago. */
    String give(IdempotencyKey key, String given) {
        Inserts.insertIfAbsent(
                requests,
                new Document("_id", key.id()).append("body", key.body()).append("given", given));
        var known = known(key);
        return known == null ? given : known;
    }
}
