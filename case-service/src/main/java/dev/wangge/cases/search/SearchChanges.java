package dev.wangge.cases.search;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.store.Inserts;
import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** What of the stored cases an index has to read. */
@Component
class SearchChanges {
    private static final Logger log = LoggerFactory.getLogger(SearchChanges.class);
    private static final Bson KEYS = Indexes.ascending(CaseStore.WRITTEN_AT, "_id");

    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> identity;
    private final CaseStore store;

    SearchChanges(MongoOperations mongo, CaseStore store) {
        this.cases = mongo.getCollection("cases");
        this.identity = mongo.getCollection("searchedDatabase");
        this.store = store;
    }

    @PostConstruct
    void createIndex() {
        cases.createIndex(KEYS, new IndexOptions().sparse(true));
    }

    /** By which an index knows whether it is of this database, or of one that was there before. */
    String database() {
        var _ =
                Inserts.insertIfAbsent(
                        identity,
                        new Document("_id", "cases").append("is", UUID.randomUUID().toString()));
        return Objects.requireNonNull(identity.find().first(), "Inserted before").getString("is");
    }

    /** That something was written to a case at that time. */
    record Written(String id, Instant at) {}

    /**
     * What was written from a time on, in the order of it.
     *
     * @param after the last one that was read; null to begin
     */
    List<Written> since(Instant from, @Nullable Written after, int most) {
        var filters = new ArrayList<Bson>();
        filters.add(Filters.gte(CaseStore.WRITTEN_AT, Date.from(from)));
        if (after != null) {
            filters.add(Filters.gte(CaseStore.WRITTEN_AT, Date.from(after.at())));
            filters.add(
                    Filters.nor(
                            Filters.and(
                                    Filters.eq(CaseStore.WRITTEN_AT, Date.from(after.at())),
                                    Filters.lte("_id", after.id()))));
        }
        return cases.find(Filters.and(filters))
                .hint(KEYS)
                .sort(KEYS)
                .limit(most)
                .projection(Projections.include(CaseStore.WRITTEN_AT))
                .map(found ->
                        new Written(
                                found.getString("_id"),
                                found.getDate(CaseStore.WRITTEN_AT).toInstant()))
                .into(new ArrayList<>());
    }

    /** Ids of all cases, in their order, after one of them. */
    List<String> ids(String after, int most) {
        return cases.find(Filters.gt("_id", after))
                .sort(Indexes.ascending("_id"))
                .limit(most)
                .projection(Projections.include("_id"))
                .map(found -> found.getString("_id"))
                .into(new ArrayList<>());
    }

    /**
     * These cases as they are now, folded, in any order. One that cannot be read keeps no other
     * from being found.
     */
    List<Case> read(Collection<String> ids) {
        var read = new ArrayList<Case>();
        for (var story : store.stories(ids)) {
            try {
                read.add(story.now());
            } catch (MongoException e) {
                throw e;
            } catch (RuntimeException e) {
                log.error("A case cannot be read for the search: {}", e.getClass().getName());
            }
        }
        return read;
    }
}
