package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.room.Room;
import dev.wangge.platform.store.Inserts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Where the older facts of a long story lie, with their texts and keys, so that the case's own
 * document stays small. A bucket is copied first and pulled from the case afterwards: a crash
 * between the two leaves a copy that nobody reads, and that the next attempt takes over.
 */
final class Buckets {
    /** Facts in a bucket; always full. */
    static final int SIZE = 32;

    /** The newest facts stay with the case. */
    static final int STAY = 64;

    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> buckets;
    private final CaseTexts texts;

    Buckets(MongoCollection<Document> cases, MongoCollection<Document> buckets, CaseTexts texts) {
        this.cases = cases;
        this.buckets = buckets;
        this.texts = texts;
    }

    /** These cases with their buckets. */
    List<CaseStory> with(List<Document> found) {
        var ids = found.stream().flatMap(it -> ids(it).stream()).toList();
        var byId = new HashMap<String, Document>();
        if (!ids.isEmpty()) {
            buckets.find(Filters.in("_id", ids))
                    .forEach(bucket -> byId.put(bucket.getString("_id"), bucket));
        }
        return found.stream()
                .map(it ->
                        new CaseStory(
                                it,
                                ids(it).stream()
                                        .map(id -> Objects.requireNonNull(byId.get(id), id))
                                        .toList(),
                                texts))
                .toList();
    }

    /** The keys that lie in its buckets. */
    List<Document> keysOf(Document it) {
        var keys = new ArrayList<Document>();
        buckets.find(Filters.in("_id", ids(it)))
                .projection(Projections.include("keys"))
                .forEach(bucket -> keys.addAll(bucket.getList("keys", Document.class, List.of())));
        return keys;
    }

    private static List<String> ids(Document it) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < it.getInteger("buckets", 0); i++) {
            ids.add(id(it, i));
        }
        return ids;
    }

    private static String id(Document it, int bucket) {
        return it.getString("_id") + ":" + bucket;
    }

    /** Whether adding so many facts, now up to this one, is a time to look for what can move. */
    static boolean due(long seq, int added) {
        return seq >= STAY + SIZE && seq / SIZE > (seq - added) / SIZE;
    }

    /**
     * Moves the texts where they are much, and then what is published and not among the newest; of
     * a case that is large nevertheless also these.
     */
    void move(String caseId) {
        texts.move(caseId);
        while (true) {
            var it =
                    cases.find(Filters.eq("_id", caseId))
                            .projection(
                                    Projections.include(
                                            "facts",
                                            "texts",
                                            "keys",
                                            "buckets",
                                            "relay.publishedUpTo"))
                            .first();
            if (it == null || !movable(it)) {
                return;
            }
            copy(it);
            pull(it);
        }
    }

    private static boolean movable(Document it) {
        @Nullable Number published =
                it.get("relay", new Document()).get("publishedUpTo", Number.class);
        return published != null
                && it.getList("facts", Document.class).size() >= (isLarge(it) ? SIZE : STAY + SIZE)
                && last(it) <= published.longValue();
    }

    private static boolean isLarge(Document it) {
        return Room.bytes(it.getList("facts", Document.class), List.of(), List.of()) > Room.LARGE;
    }

    private static List<Document> oldest(Document it) {
        return it.getList("facts", Document.class).subList(0, SIZE);
    }

    private static long last(Document it) {
        return oldest(it).getLast().get("seq", Number.class).longValue();
    }

    void copy(Document it) {
        int bucket = it.getInteger("buckets", 0);
        // A bucket says the same whoever writes it.
        var _ =
                Inserts.insertIfAbsent(
                        buckets,
                        new Document("_id", id(it, bucket))
                                .append("caseId", it.getString("_id"))
                                .append("bucket", bucket)
                                .append("facts", oldest(it))
                                .append("texts", texts(it))
                                .append("keys", keys(it)));
    }

    private static List<Document> texts(Document it) {
        return it.getList("texts", Document.class, List.of()).stream()
                .filter(text ->
                        oldest(it).stream()
                                .anyMatch(fact ->
                                        fact.getString("data").contains(text.getString("digest"))))
                .toList();
    }

    private static List<Document> keys(Document it) {
        return it.getList("keys", Document.class, List.of()).stream()
                .filter(key -> key.get("seq", Number.class).longValue() <= last(it))
                .toList();
    }

    private void pull(Document it) {
        int bucket = it.getInteger("buckets", 0);
        var upToLast = new Document("seq", new Document("$lte", last(it)));
        var texts = texts(it);
        var digests = texts.stream().map(text -> text.getString("digest")).toList();
        long bytes = Room.bytes(oldest(it), texts, keys(it));
        cases.updateOne(
                Filters.and(Filters.eq("_id", it.getString("_id")), stillHas(bucket)),
                Updates.combine(
                        Updates.set("buckets", bucket + 1),
                        Updates.inc("bytes", -bytes),
                        Updates.pullByFilter(
                                new Document("facts", upToLast)
                                        .append("keys", upToLast)
                                        .append(
                                                "texts",
                                                new Document(
                                                        "digest", new Document("$in", digests))))));
    }

    /** Nobody else moved this bucket meanwhile. */
    private static Bson stillHas(int buckets) {
        return buckets == 0 ? Filters.exists("buckets", false) : Filters.eq("buckets", buckets);
    }
}
