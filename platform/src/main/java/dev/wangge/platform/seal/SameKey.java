package dev.wangge.platform.seal;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.wangge.platform.life.CannotServe;
import dev.wangge.platform.store.Inserts;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Data are opened with the key that sealed them: a database remembers the fingerprint of its key
 * from the first start on, and no service works on it with another. It would take in what nobody
 * can be told of, and say nothing.
 */
public final class SameKey {
    private static final String ID = "master-key";

    private SameKey() {}

    /**
     * Returns when this is the key of these data, or there are none yet. Of instances that start at
     * once, the first to write decides.
     *
     * @param sealed what is tried in a database that has no fingerprint yet
     * @throws CannotServe when the data were sealed with another
     */
    public static void require(
            MongoOperations mongo, MasterKey key, Vault vault, List<SealedField> sealed) {
        var marks = mongo.getCollection("masterKey");
        var marked = marks.find(Filters.eq("_id", ID)).first();
        if (marked == null) {
            var closed = sealed.stream().filter(it -> !opens(mongo, it, vault)).findFirst();
            if (closed.isPresent()) {
                throw another(
                        mongo,
                        key,
                        "another master key than this one (collection %s; its fingerprint was not kept yet)"
                                .formatted(closed.get().collection()));
            }
            var _ =
                    Inserts.insertIfAbsent(
                            marks,
                            new Document("_id", ID).append("fingerprint", key.fingerprint()));
            marked = Objects.requireNonNull(marks.find(Filters.eq("_id", ID)).first());
        }
        var theirs = marked.getString("fingerprint");
        if (!key.fingerprint().equals(theirs)) {
            throw another(mongo, key, "the master key with the fingerprint " + theirs);
        }
    }

    private static boolean opens(MongoOperations mongo, SealedField where, Vault vault) {
        var found =
                mongo.getCollection(where.collection())
                        .find(Filters.gt(where.field(), ""))
                        .projection(Projections.include(where.field(), where.owner()))
                        .first();
        if (found == null) {
            return true;
        }
        try {
            var _ = vault.open(text(found, where.field()), text(found, where.owner()));
            return true;
        } catch (Vault.BrokenSeal e) {
            return false;
        }
    }

    private static String text(Document in, String field) {
        return in.getEmbedded(Arrays.asList(field.split("\\.", -1)), String.class);
    }

    private static CannotServe another(MongoOperations mongo, MasterKey key, String theirs) {
        return new CannotServe(
                "The data in database %s were sealed with %s; the present WANGGE_MASTER_KEY has the fingerprint %s"
                        .formatted(
                                mongo.getCollection("masterKey").getNamespace().getDatabaseName(),
                                theirs,
                                key.fingerprint()),
                "Start with the key of these data, which every start prints the fingerprint of, or with another database. Nothing was changed.");
    }
}
