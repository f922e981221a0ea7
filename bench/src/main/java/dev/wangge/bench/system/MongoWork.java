package dev.wangge.bench.system;

import com.mongodb.client.MongoClient;
import java.util.List;
import org.bson.Document;

/**
 * What a mongod has done so far, as it counts it itself.
 *
 * @param inserts documents
 * @param updates updates and deletes, each of a bulk by itself
 * @param reads finds and aggregations
 * @param syncs of its journal
 * @param journalBytes written to its journal
 */
public record MongoWork(long inserts, long updates, long reads, long syncs, long journalBytes) {

    static MongoWork of(MongoClient client) {
        var status = client.getDatabase("admin").runCommand(new Document("serverStatus", 1));
        var operations = status.get("opcounters", Document.class);
        var journal = status.get("wiredTiger", new Document()).get("log", new Document());
        return new MongoWork(
                number(operations, "insert"),
                number(operations, "update") + number(operations, "delete"),
                number(operations, "query"),
                number(journal, "log sync operations"),
                number(journal, "log bytes written"));
    }

    private static long number(Document of, String name) {
        var value = of.get(name, Number.class);
        return value == null ? 0 : value.longValue();
    }

    /** Since another look. */
    public MongoWork since(MongoWork before) {
        return new MongoWork(
                inserts - before.inserts,
                updates - before.updates,
                reads - before.reads,
                syncs - before.syncs,
                journalBytes - before.journalBytes);
    }

    /** Inserts, updates, reads, syncs and journal bytes for each of so many things done. */
    public List<Double> each(long things) {
        double many = Math.max(1, things);
        return List.of(
                inserts / many, updates / many, reads / many, syncs / many, journalBytes / many);
    }
}
