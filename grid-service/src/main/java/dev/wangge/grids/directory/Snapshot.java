package dev.wangge.grids.directory;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What a reader sees of imports: all of one or nothing. An entry that an import changed carries its
 * number, and what it was before; it is shown as before until the import is committed.
 *
 * @param last the newest import that had begun
 * @param hidden those not committed yet, or abandoned
 */
record Snapshot(long last, Set<Long> hidden) {
    private static final Set<String> KEPT_BEFORE = Set.of("place", "search", "slots", "former");

    private static final Set<String> KEPT_BEFORE_BELOW = Set.of("state.", "former.");

    boolean sees(long number) {
        return number <= last && !hidden.contains(number);
    }

    /** Whether an import that is not committed yet has changed it. */
    boolean hides(Document stored) {
        var number = stored.get("import", Number.class);
        return number != null && !sees(number.longValue());
    }

    /** The entry as it shows; empty when it is not there, or not yet. */
    Optional<Entry> entry(Document stored) {
        if (!hides(stored)) {
            return stored.getBoolean("deleted", false)
                    ? Optional.empty()
                    : Optional.of(Entry.from(stored));
        }
        return Optional.ofNullable(stored.get("before", Document.class))
                .filter(before -> !before.getBoolean("deleted", false))
                .map(before -> {
                    var then = new Document(before);
                    then.put("kind", stored.getString("kind"));
                    then.put("code", stored.getString("code"));
                    then.put("duty", stored.get("duty"));
                    return Entry.from(then);
                });
    }

    /** Finds what shows and meets the condition, given for entries as they are stored. */
    Bson where(Bson condition) {
        var plain = Filters.and(condition, Filters.ne("deleted", true));
        if (hidden.isEmpty()) {
            return plain;
        }
        return Filters.or(
                Filters.and(plain, Filters.nin("import", hidden)),
                Filters.and(
                        Filters.in("import", hidden),
                        Filters.exists("before"),
                        Filters.ne("before.deleted", true),
                        onBefore(
                                condition.toBsonDocument(
                                        BsonDocument.class,
                                        MongoClientSettings.getDefaultCodecRegistry()))));
    }

    /** Only what no hidden import has touched. */
    Bson untouched() {
        return Filters.nin("import", hidden);
    }

    private static BsonDocument onBefore(BsonDocument condition) {
        var rewritten = new BsonDocument();
        condition.forEach((key, value) -> {
            boolean kept =
                    KEPT_BEFORE.contains(key)
                            || KEPT_BEFORE_BELOW.stream().anyMatch(key::startsWith);
            rewritten.put(
                    kept ? "before." + key : key, key.startsWith("$") ? inside(value) : value);
        });
        return rewritten;
    }

    private static BsonValue inside(BsonValue operand) {
        return switch (operand) {
            case BsonArray many -> {
                List<BsonValue> all = new ArrayList<>();
                many.forEach(one -> all.add(inside(one)));
                yield new BsonArray(all);
            }
            case BsonDocument one -> onBefore(one);
            default -> operand;
        };
    }
}
