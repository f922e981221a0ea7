package dev.wangge.cases.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.room.Room;
import dev.wangge.platform.event.SaltedTexts.Salted;
import dev.wangge.platform.store.Inserts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Where texts lie that are too much for a case's own document: each under its digest, read when it
 * is asked for. Unlike a fact a text need not be published before it moves. It is copied first and
 * pulled afterwards, so a crash between the two leaves it in both places.
 */
final class CaseTexts {
    /** A case's own document keeps so many bytes of texts, and those of the report. */
    private static final int STAY = 64 << 10;

    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> texts;

    CaseTexts(MongoCollection<Document> cases, MongoCollection<Document> texts) {
        this.cases = cases;
        this.texts = texts;
    }

    /** For whoever forgets a case's texts. */
    void createIndex() {
        texts.createIndex(Indexes.ascending("caseId"), new IndexOptions());
    }

    /** The texts of these digests that lie here. */
    Map<String, Salted> find(Collection<String> digests) {
        var found = new HashMap<String, Salted>();
        if (!digests.isEmpty()) {
            texts.find(Filters.in("_id", digests))
                    .projection(Projections.include("salt", "text"))
                    .forEach(text -> found.put(text.getString("_id"), Salted.of(text)));
        }
        return found;
    }

    /** Moves the texts of a case that has too much of them, but for what was reported. */
    void move(String caseId) {
        var it =
                cases.find(Filters.eq("_id", caseId))
                        .projection(Projections.include("facts", "texts"))
                        .first();
        if (it == null) {
            return;
        }
        var movable = movable(it);
        if (Room.bytesOf(movable) <= STAY) {
            return;
        }
        for (var text : movable) {
            var _ =
                    Inserts.insertIfAbsent(
                            texts,
                            new Document("_id", text.getString("digest"))
                                    .append("caseId", caseId)
                                    .append("salt", text.getString("salt"))
                                    .append("text", text.getString("text")));
        }
        var digests = movable.stream().map(text -> text.getString("digest")).toList();
        cases.updateOne(
                // Not what somebody moved meanwhile.
                Filters.and(Filters.eq("_id", caseId), Filters.in("texts.digest", digests)),
                Updates.combine(
                        Updates.set("textsMoved", true),
                        Updates.inc("bytes", -Room.bytes(List.of(), movable, List.of())),
                        Updates.pullByFilter(
                                new Document(
                                        "texts",
                                        new Document("digest", new Document("$in", digests))))));
    }

    /** Every view of a case shows its report. */
    private static List<Document> movable(Document it) {
        var report =
                it.getList("facts", Document.class).stream()
                        .filter(fact -> fact.get("seq", Number.class).longValue() == 1)
                        .map(fact -> fact.getString("data"))
                        .findFirst()
                        .orElse("");
        return new ArrayList<>(
                it.getList("texts", Document.class, List.of()).stream()
                        .filter(text -> !report.contains(text.getString("digest")))
                        .toList());
    }
}
