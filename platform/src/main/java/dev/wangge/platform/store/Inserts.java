package dev.wangge.platform.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** An insert decides who was first: identities are made from what they name. */
public final class Inserts {
    private Inserts() {}

    /**
     * Inserts a document.
     *
     * @return false when there is one with its {@code _id} already, which is left as it is
     */
    public static boolean insertIfAbsent(MongoCollection<Document> into, Document document) {
        try {
            into.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
