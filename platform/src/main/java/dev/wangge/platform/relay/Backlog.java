package dev.wangge.platform.relay;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The documents of a collection that wait to be published, by partition, the one that waits longest
 * in front: a million that wait for one partition are not looked through for those of another.
 */
public final class Backlog {
    private static final long MANY = 10_000;

    /** After counting many it rests for so many times as long. */
    private static final long REST = 20;

    private final MongoCollection<Document> documents;
    private final String pending;
    private final String partition;
    private final Partitions partitions;
    private final Bson index;
    private volatile long number;
    private long countAt = System.nanoTime();

    /**
     * @param pending the field that says since when a document waits
     * @param partition the field that says for which partition; -1 where that was not known
     */
    Backlog(
            MongoCollection<Document> documents,
            String pending,
            String partition,
            Partitions partitions) {
        this.documents = documents.withReadConcern(ReadConcern.MAJORITY);
        this.pending = pending;
        this.partition = partition;
        this.partitions = partitions;
        this.index = Indexes.ascending(partition, pending);
    }

    /** The index that all of this needs; sparse, since only what waits is marked. */
    public void createIndex() {
        documents.createIndex(index, new IndexOptions().sparse(true));
        adopt();
        try {
            documents.dropIndex(Indexes.ascending(pending)); // Before there were partitions.
        } catch (MongoException e) {
            // It is not there.
        }
    }

    /** What an older version of the service marked is told apart by no partition. */
    private void adopt() {
        documents.updateMany(
                Filters.and(Filters.eq(partition, null), Filters.exists(pending)),
                Updates.set(partition, Partitions.UNKNOWN),
                new UpdateOptions().hint(index));
    }

    /**
     * Ids of those that wait for one of these partitions and meet the filter, of what a majority
     * has.
     */
    public List<String> due(List<Integer> marked, Bson filter, int most) {
        var elsewhere = new ArrayList<UpdateOneModel<Document>>();
        var due = new ArrayList<String>();
        for (var found :
                documents
                        .find(
                                Filters.and(
                                        Filters.in(partition, marked),
                                        Filters.exists(pending),
                                        filter))
                        .projection(Projections.include("_id"))
                        .sort(Sorts.ascending(pending))
                        .limit(most)) {
            var id = found.getString("_id");
            int its = partitions.of(id);
            if (marked.contains(its)) {
                due.add(id);
            } else {
                elsewhere.add(
                        new UpdateOneModel<>(
                                Filters.and(Filters.eq("_id", id), Filters.exists(pending)),
                                Updates.set(partition, its)));
            }
        }
        if (!elsewhere.isEmpty()) {
            // Marked before it was known how many there are: or they would always be in front.
            documents.bulkWrite(elsewhere, new BulkWriteOptions().ordered(true));
        }
        return due;
    }

    /** Counts them, unless there are so many that it has to rest. */
    public synchronized void count() {
        long begun = System.nanoTime();
        if (begun - countAt < 0) {
            return;
        }
        number =
                documents
                        .withReadConcern(ReadConcern.DEFAULT)
                        .countDocuments(Filters.gte(partition, Partitions.UNKNOWN));
        countAt = number < MANY ? begun : begun + (System.nanoTime() - begun) * REST;
    }

    /** How many wait, as of the last count. */
    public long number() {
        return number;
    }
}
