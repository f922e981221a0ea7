package dev.wangge.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/**
 * What mongod takes for no more than the writes of a report, by the bare driver: a case, an alert,
 * what became of the alert, that in the case, and a reporter's copy, of the size they have here, in
 * collections without an index of their own. All but the last are journaled by a majority.
 */
final class ReportFloor {
    private static final int AT_ONCE = 64;
    private static final int COPIES = 50;
    private final County county;
    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> alerts;
    private final MongoCollection<Document> people;
    private final Document oneCase;
    private final Document oneAlert;
    private final Document onePerson;

    ReportFloor(County county) {
        this.county = county;
        var client = county.database().client();
        var notify = client.getDatabase(county.databaseOf(Member.NOTIFY_SERVICE));
        this.oneCase = some(client.getDatabase(county.databaseOf(Member.CASE_SERVICE)), "cases");
        this.oneAlert = some(notify, "alerts");
        this.onePerson = some(notify, "people");
        var own =
                client.getDatabase(county.database().name("report-floor"))
                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.cases = own.getCollection("cases");
        this.alerts = own.getCollection("alerts");
        this.people = own.getCollection("people");
    }

    private static Document some(MongoDatabase database, String collection) {
        return Objects.requireNonNull(database.getCollection(collection).find().first());
    }

    /** Microseconds of mongod's processor for one report, at so many a second for so long. */
    double microsEach(double perSecond, Duration duration) throws InterruptedException {
        var before = county.cpu();
        long many = Math.round(perSecond * duration.toSeconds());
        var places = new Semaphore(AT_ONCE);
        long begun = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < many; i++) {
                LockSupport.parkNanos(begun + Math.round(i * 1e9 / perSecond) - System.nanoTime());
                places.acquire();
                boolean copies = i % COPIES == 0;
                workers.execute(() -> {
                    try {
                        write(copies);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return County.microsEach(before, county.cpu(), many).getOrDefault(Member.DATABASE, 0.0);
    }

    private void write(boolean copies) {
        var id = UUID.randomUUID().toString();
        cases.insertOne(copy(oneCase, id));
        alerts.insertOne(copy(oneAlert, id));
        var told = new Document(Map.of("text", "x".repeat(300), "at", Date.from(Instant.now())));
        alerts.updateOne(
                Filters.eq("_id", id),
                Updates.combine(Updates.set("status", "SENT"), Updates.push("facts", told)));
        cases.updateOne(
                Filters.eq("_id", id),
                Updates.combine(Updates.inc("seq", 1), Updates.push("facts", told)));
        if (copies) {
            people.insertMany(copies());
        }
    }

    private List<Document> copies() {
        var copies = new ArrayList<Document>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(copy(onePerson, UUID.randomUUID().toString()));
        }
        return copies;
    }

    private static Document copy(Document document, String id) {
        return new Document(document).append("_id", id);
    }
}
