package dev.wangge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Assumptions;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * What a service asked its database while something was done, as the database itself profiled it:
 * the very question with its plan, not one that a test made up. Only a real mongod says so; on the
 * embedded engine a test that needs it is passed over.
 */
public final class DatabaseReads {
    private DatabaseReads() {}

    /**
     * A question and what answering it took.
     *
     * @param sorted whether the database had to gather all before it could give the first
     */
    public record Read(
            Document command, long keysExamined, long docsExamined, long returned, boolean sorted) {

        private static Read of(Document profiled) {
            return new Read(
                    profiled.get("command", new Document()),
                    number(profiled, "keysExamined"),
                    number(profiled, "docsExamined"),
                    number(profiled, "nreturned"),
                    profiled.getBoolean("hasSortStage", false));
        }

        private static long number(Document profiled, String field) {
            var number = profiled.get(field, Number.class);
            return number == null ? 0 : number.longValue();
        }

        /** The house's bound for worklists: at most 3 keys for each that is returned, and 50. */
        public void assertFrugal() {
            assertThat(sorted).as("sorts in memory: %s", command.toJson()).isFalse();
            assertThat(Math.max(keysExamined, docsExamined))
                    .as("keys or documents read for %d: %s", returned, command.toJson())
                    .isLessThanOrEqualTo(3 * returned + 50);
        }
    }

    /**
     * The finds in one collection with this limit, in order: a limit that nobody else asks for
     * tells the question from what sweeps ask meanwhile. A list asks for one more than it shows.
     */
    public static List<Read> during(
            MongoOperations mongo, String collection, int limit, Runnable question) {
        return during(mongo, collection, Filters.eq("command.limit", limit), question);
    }

    /**
     * The finds in one collection that are so, in order.
     *
     * @param which of the entries of the profile
     */
    public static List<Read> during(
            MongoOperations mongo, String collection, Bson which, Runnable question) {
        Assumptions.assumeTrue(profiled(mongo, 2), "This database does not say how it answered");
        try {
            question.run();
        } finally {
            profiled(mongo, 0);
        }
        var profile = mongo.getCollection("system.profile");
        try {
            return profile.find(Filters.and(Filters.eq("command.find", collection), which))
                    .sort(Sorts.ascending("ts"))
                    .map(Read::of)
                    .into(new ArrayList<>());
        } finally {
            profile.drop();
        }
    }

    private static boolean profiled(MongoOperations mongo, int level) {
        try {
            mongo.executeCommand(new Document("profile", level));
            return true;
        } catch (MongoException | DataAccessException e) {
            return false;
        }
    }
}
