package dev.wangge.local;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** What a database must do, whichever it is. */
final class StoreChecks {

    private StoreChecks() {}

    static void insert(String uri, String name) {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase("valley")
                    .getCollection("villages")
                    .insertOne(new Document("_id", name));
        }
    }

    static List<String> names(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase("valley")
                    .getCollection("villages")
                    .find()
                    .map(village -> village.getString("_id"))
                    .into(new ArrayList<>());
        }
    }
}
