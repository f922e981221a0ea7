package dev.wangge.cases.ruleset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.wangge.platform.store.Inserts;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * All versions of all sets of all divisions, in the order in which they were set: each takes the
 * number after the last one that its writer saw, so that of two that are set at once one has to
 * look again. Nothing in it ever changes.
 */
@Component
class RuleLog {
    private static final int MANY = 500;
    private final MongoCollection<Document> log;

    /**
     * One version, its body as JSON.
     *
     * @param number its place among all
     */
    record Entry(
            long number,
            String set,
            String division,
            int version,
            Instant since,
            String by,
            String why,
            String body) {
        private static Entry of(Document stored) {
            @Nullable String body = stored.getString("body");
            return new Entry(
                    stored.get("_id", Number.class).longValue(),
                    stored.getString("set"),
                    stored.getString("division"),
                    stored.getInteger("version"),
                    stored.getDate("since").toInstant(),
                    stored.getString("by"),
                    stored.getString("why"),
                    body == null ? "" : body);
        }

        private Document stored() {
            return new Document("_id", number)
                    .append("set", set)
                    .append("division", division)
                    .append("version", version)
                    .append("since", Date.from(since))
                    .append("by", by)
                    .append("why", why)
                    .append("body", body);
        }
    }

    RuleLog(MongoOperations mongo) {
        this.log = mongo.getCollection("ruleVersions");
    }

    @PostConstruct
    void createIndex() {
        log.createIndex(Indexes.ascending("division", "set", "version"));
    }

    /**
     * Adds one under its number.
     *
     * @return false when there is one of that number already
     */
    boolean add(Entry entry) {
        return Inserts.insertIfAbsent(log, entry.stored());
    }

    /** The last one of each set and division, in the order in which they were set. */
    List<Entry> last() {
        var last = new LinkedHashMap<String, Long>();
        log.find()
                .projection(Projections.exclude("body"))
                .sort(Sorts.ascending("_id"))
                .map(Entry::of)
                .forEach(entry -> {
                    last.remove(entry.set() + entry.division());
                    last.put(entry.set() + entry.division(), entry.number());
                });
        var found = new ArrayList<Entry>();
        var numbers = List.copyOf(last.values());
        for (int i = 0; i < numbers.size(); i += MANY) {
            var some = numbers.subList(i, Math.min(numbers.size(), i + MANY));
            log.find(Filters.in("_id", some))
                    .sort(Sorts.ascending("_id"))
                    .map(Entry::of)
                    .into(found);
        }
        return found;
    }

    /** What was set since. */
    List<Entry> after(long number) {
        return log.find(Filters.gt("_id", number))
                .sort(Sorts.ascending("_id"))
                .map(Entry::of)
                .into(new ArrayList<>());
    }

    Optional<Entry> find(String set, String division, int version) {
        return Optional.ofNullable(
                        log.find(Filters.and(of(set, division), Filters.eq("version", version)))
                                .first())
                .map(Entry::of);
    }

    /** A division's own, newest first, without their bodies. */
    List<Entry> history(String set, String division, int before, int most) {
        return log.find(Filters.and(of(set, division), Filters.lt("version", before)))
                .projection(Projections.exclude("body"))
                .sort(Sorts.descending("version"))
                .limit(most)
                .map(Entry::of)
                .into(new ArrayList<>());
    }

    private static Bson of(String set, String division) {
        return Filters.and(Filters.eq("division", division), Filters.eq("set", set));
    }
}
