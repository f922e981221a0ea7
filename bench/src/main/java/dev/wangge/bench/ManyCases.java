package dev.wangge.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;
import org.bson.Document;

/** A million cases or so in the database: copies of some that came through the gateway. */
final class ManyCases {
    private static final int LATE_ONE_OF = 100;
    private static final int TEMPLATES = 200;
    private static final int AT_ONCE = 1_000;

    /** The run: nothing becomes late meanwhile. */
    private static final Date LONG_AFTER = Date.from(Instant.parse("2036-01-01T00:00:00Z"));

    private static final Instant LONG_BEFORE = Instant.parse("2025-11-01T00:00:00Z");

    private final BenchSettings settings;
    private final County county;
    private final String token;
    private final MongoCollection<Document> cases;
    private final List<Document> templates = new ArrayList<>();
    private final ObjIntConsumer<Document> change;
    private int there;

    ManyCases(BenchSettings settings, County county, String token) {
        this(settings, county, token, (copy, number) -> {});
    }

    /**
     * Cases that differ in more than their number.
     *
     * @param change makes each copy, by its number, what it is to be
     */
    ManyCases(
            BenchSettings settings, County county, String token, ObjIntConsumer<Document> change) {
        this.change = change;
        this.settings = settings;
        this.county = county;
        this.token = token;
        this.cases =
                county.database()
                        .client()
                        .getDatabase(county.databaseOf(Member.CASE_SERVICE))
                        .getCollection("cases");
    }

    MongoCollection<Document> cases() {
        return cases;
    }

    /** Stores them. */
    void store() throws InterruptedException {
        makeTemplates();
        growTo(settings.stored());
    }

    /** Of which the case of this number is a copy. */
    Document template(int number) {
        return templates.get(number % templates.size());
    }

    int templates() {
        return templates.size();
    }

    /** Makes what the others are copies of. */
    void makeTemplates() throws InterruptedException {
        var reports = new SampleReports(settings.seed() + 3, false);
        var post = new Post(county.port(Member.GATEWAY), "/api/v1/cases", token);
        var made = new AtomicLong();
        var outcome =
                new Load(county.port(Member.GATEWAY), 4)
                        .open(
                                TEMPLATES / 10.0,
                                Duration.ofSeconds(10),
                                number -> post.of(reports.body(number), null),
                                (number, due, body) -> made.incrementAndGet());
        if (outcome.errors() > 0 || made.get() < TEMPLATES) {
            throw new NotMeasurable("No cases to begin with: " + outcome.failed());
        }
        // Copies are to carry no work that is still to be done.
        while (cases.countDocuments(
                        Filters.or(
                                Filters.exists("relay.partition"),
                                Filters.exists("counted", false)))
                > 0) {
            Thread.sleep(100);
        }
        cases.find(Filters.eq("status", "DISPATCHED")).into(templates);
    }

    /** More of them, with the indexes made afterwards: it takes a fifth of the time. */
    void growTo(int count) {
        Bench.say("  storing %,d cases".formatted(count));
        var indexes = new ArrayList<Document>();
        for (var index : cases.listIndexes()) {
            if (!index.getString("name").equals("_id_")) {
                var _ = index.remove("v");
                indexes.add(index);
            }
        }
        indexes.forEach(index -> cases.dropIndex(index.getString("name")));
        var quick = cases.withWriteConcern(WriteConcern.W1.withJournal(false));
        var unordered = new InsertManyOptions().ordered(false);
        while (there < count) {
            var some = new ArrayList<Document>();
            for (int end = Math.min(there + AT_ONCE, count); there < end; there++) {
                some.add(copy(there));
            }
            var _ = quick.insertMany(some, unordered);
        }
        Bench.say("  making %d indexes".formatted(indexes.size()));
        var _ =
                county.database()
                        .client()
                        .getDatabase(county.databaseOf(Member.CASE_SERVICE))
                        .runCommand(
                                new Document("createIndexes", "cases").append("indexes", indexes));
    }

    private Document copy(int number) {
        var copy = new Document(templates.get(number % templates.size()));
        copy.put("_id", id(number));
        copy.put("number", "WG2025-%07d".formatted(number));
        copy.put("reportedAt", Date.from(Instant.EPOCH.plusSeconds(1_735_000_000L + 25L * number)));
        copy.put("wakeAt", LONG_AFTER);
        copy.remove("dueAt");
        if (number % LATE_ONE_OF == 0) {
            copy.put("overdue", true);
            copy.put("deadline", Date.from(LONG_BEFORE.plusSeconds(number)));
        } else {
            copy.put("deadline", Date.from(LONG_AFTER.toInstant().plusSeconds(number)));
        }
        change.accept(copy, number);
        return copy;
    }

    static String id(int number) {
        return new UUID(0x5a0c_0a52_6f0a_4000L, 0x8000_0000_0000_0000L + number).toString();
    }
}
