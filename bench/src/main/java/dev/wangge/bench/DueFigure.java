package dev.wangge.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import dev.wangge.bench.load.Load;
import dev.wangge.bench.load.Post;
import dev.wangge.bench.system.County;
import dev.wangge.bench.system.Member;
import dev.wangge.bench.system.NotMeasurable;
import dev.wangge.quickstart.disk.Directories;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ten thousand cases that become late in the same moment, among a million open ones: when the first
 * is escalated, and when all are, beside as many journaled updates by the driver alone.
 */
final class DueFigure {
    private static final int DUE = 10_000;
    private static final int TEMPLATES = 20;
    private static final double ASKED_FOUND = 2;
    private static final double ASKED_ALL = 30;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Of the limit: then everybody has been reminded, and only being late is to come. */
    private static final double REMINDED = 0.8;

    private static final Duration TOLD_LIMIT = Duration.ofMinutes(10);
    private static final String ESCALATED = "wangge.case.escalated.v1";
    private static final List<Member> MEMBERS =
            List.of(
                    Member.SIMULATOR,
                    Member.GRID_SERVICE,
                    Member.CASE_SERVICE,
                    Member.NOTIFY_SERVICE,
                    Member.GATEWAY);

    /** Seconds from when the first was due, and from when all were. */
    private record Run(double found, double all, double told, double floor) {}

    private final BenchSettings settings;
    private final County county;
    private final ManyCases stored;
    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> alerts;
    private final JsonMapper json = new JsonMapper();
    private int next;

    private DueFigure(BenchSettings settings, County county) throws InterruptedException {
        this.settings = settings;
        this.county = county;
        this.stored = new ManyCases(settings, county, county.token());
        this.cases = stored.cases();
        this.alerts =
                county.database()
                        .client()
                        .getDatabase(county.databaseOf(Member.NOTIFY_SERVICE))
                        .getCollection("alerts");
        this.next = settings.stored();
    }

    static Figure measure(BenchSettings settings) throws IOException, InterruptedException {
        var directory = Directories.fresh(settings.directory("due"));
        try (var county = settings.county(directory)) {
            county.start(MEMBERS);
            return new DueFigure(settings, county).run();
        }
    }

    private Figure run() throws InterruptedException {
        county.put(
                "/api/v1/rules/limits?division=540328", limits(), county.token("province-admin"));
        stored.store();
        var runs = new ArrayList<Run>();
        for (int i = 0; i <= settings.runs(); i++) {
            var run = once();
            Bench.say(
                    "  %s    first after %.2f s, all after %.1f s, all told after %.0f s; floor %.1f s"
                            .formatted(
                                    i == 0
                                            ? "warming up"
                                            : "run %d of %d".formatted(i, settings.runs()),
                                    run.found,
                                    run.all,
                                    run.told,
                                    run.floor));
            if (i > 0) {
                runs.add(run);
            }
        }
        var found = runs.stream().map(Run::found).toList();
        var all = runs.stream().map(Run::all).toList();
        return new Figure(
                "due",
                "Ten thousand late at once among a million",
                "found within 2 s, all %,d escalated within 30 s".formatted(DUE),
                "the first after %.2f s, all after %.1f s"
                        .formatted(Medians.of(found), Medians.of(all)),
                Medians.of(found) <= ASKED_FOUND && Medians.of(all) <= ASKED_ALL,
                List.of(
                        "| %,d due among %,d open | seconds after they were due | asked |"
                                .formatted(DUE, settings.stored()),
                        "|---|--:|--:|",
                        "| the first is escalated | %s | %.0f |"
                                .formatted(Medians.shown("%.2f", found), ASKED_FOUND),
                        "| all are escalated | %s | %.0f |"
                                .formatted(Medians.shown("%.1f", all), ASKED_ALL),
                        "| everybody is told | %s | |"
                                .formatted(
                                        Medians.shown(
                                                "%.0f", runs.stream().map(Run::told).toList())),
                        "| floor: as many journaled updates by the driver, 200 at once | %s | |"
                                .formatted(
                                        Medians.shown(
                                                "%.1f", runs.stream().map(Run::floor).toList()))),
                List.of(
                        "%d runs, medians (lowest–highest), after one of warming up. Limit of three minutes, set as a rule of the county; copies of %d cases reported in the same second, made when their reminders were out."
                                .formatted(settings.runs(), TEMPLATES),
                        "Told: no alert about them waits any more, at the simulated providers' pace.",
                        "Every JVM with `%s`.".formatted(String.join(" ", settings.jvm()))));
    }

    /** What is built in, but for emergencies. */
    private String limits() throws InterruptedException {
        var body =
                json.readTree(
                                county.getAs(
                                        county.token("province-admin"),
                                        "/api/v1/rules/limits?division=540328"))
                        .required("body");
        for (var limit : body.required("handle")) {
            if (limit.required("kind").asString().equals("EMERGENCY")) {
                ((ObjectNode) limit).put("amount", LIMIT.toMinutes()).put("unit", "MINUTES");
            }
        }
        return json.createObjectNode().put("why", "bench").set("body", body).toString();
    }

    private Run once() throws InterruptedException {
        var templates = templates();
        int first = next;
        next += DUE;
        var copies = new ArrayList<Document>();
        for (int i = 0; i < DUE; i++) {
            var copy = new Document(templates.get(i % TEMPLATES));
            copy.put("_id", ManyCases.id(first + i));
            copy.put("number", "WG2024-%07d".formatted(first + i));
            copies.add(copy);
        }
        cases.insertMany(copies);
        var due = templates.stream().map(DueFigure::dueAt).max(Instant::compareTo).orElseThrow();
        if (Instant.now().isAfter(due)) {
            throw new NotMeasurable("due: they were late before they were stored");
        }
        var these =
                Filters.and(
                        Filters.gte("_id", ManyCases.id(first)),
                        Filters.lt("_id", ManyCases.id(next)));
        Thread.sleep(Duration.between(Instant.now(), due));
        var escalated = Filters.and(these, Filters.eq("facts.type", ESCALATED));
        await(LIMIT, () -> cases.countDocuments(escalated) == DUE);
        double all = since(due);
        var earliest = templates.stream().map(DueFigure::dueAt).min(Instant::compareTo);
        double found = foundAfter(these, earliest.orElseThrow());
        var caseIds =
                Filters.and(
                        Filters.gte("caseId", ManyCases.id(first)),
                        Filters.lt("caseId", ManyCases.id(next)));
        await(
                TOLD_LIMIT,
                () ->
                        alerts.distinct("caseId", caseIds, String.class)
                                        .into(new ArrayList<>())
                                        .size()
                                == DUE);
        await(
                TOLD_LIMIT,
                () ->
                        alerts.countDocuments(
                                        Filters.and(
                                                caseIds,
                                                Filters.in("status", "PENDING", "SENDING")))
                                == 0);
        return new Run(found, all, since(due), floor(copies));
    }

    /** Cases that were reported in the same second, all of whose reminders are out. */
    private List<Document> templates() throws InterruptedException {
        var reports = new SampleReports(settings.seed() + next, false);
        var post = new Post(county.port(Member.GATEWAY), "/api/v1/cases", county.token());
        Set<String> made = ConcurrentHashMap.newKeySet();
        var outcome =
                new Load(county.port(Member.GATEWAY), TEMPLATES)
                        .open(
                                TEMPLATES,
                                Duration.ofSeconds(1),
                                number -> post.of(reports.urgent(number), null),
                                (number, at, body) ->
                                        made.add(json.readTree(body).required("id").asString()));
        if (outcome.errors() > 0 || made.size() < TEMPLATES) {
            throw new NotMeasurable("due: no cases to begin with: " + outcome.failed());
        }
        var reported = Instant.now();
        Thread.sleep((long) (LIMIT.toMillis() * REMINDED));
        var ready =
                Filters.and(
                        Filters.in("_id", made),
                        Filters.exists("relay.partition", false),
                        Filters.eq("facts.type", "wangge.case.reminded.v1"));
        await(
                Duration.between(Instant.now(), reported.plus(LIMIT)),
                () -> cases.countDocuments(ready) == TEMPLATES && areOnlyToBeLate(made));
        return cases.find(Filters.in("_id", made)).into(new ArrayList<>());
    }

    private boolean areOnlyToBeLate(Set<String> ids) {
        return cases.find(Filters.in("_id", ids)).into(new ArrayList<>()).stream()
                .allMatch(it -> dueAt(it).equals(it.getDate("wakeAt").toInstant()));
    }

    private static Instant dueAt(Document stored) {
        return stored.getDate("deadline").toInstant();
    }

    /** When the first of these was escalated, as its fact says. */
    private double foundAfter(Bson these, Instant due) {
        return cases.find(these).into(new ArrayList<>()).stream()
                .flatMap(it -> it.getList("facts", Document.class).stream())
                .filter(fact -> fact.getString("type").equals(ESCALATED))
                .map(fact -> fact.getDate("at").toInstant())
                .min(Instant::compareTo)
                .map(at -> Duration.between(due, at).toMillis() / 1e3)
                .orElseThrow();
    }

    /** As many documents of the same size, each with one more fact. */
    private double floor(List<Document> copies) {
        var bare = county.database().client().getDatabase("bench").getCollection("due");
        bare.drop();
        bare.insertMany(copies);
        long begun = System.nanoTime();
        for (int from = 0; from < DUE; from += 200) {
            var updates = new ArrayList<UpdateOneModel<Document>>();
            for (var one : copies.subList(from, from + 200)) {
                updates.add(
                        new UpdateOneModel<>(
                                Filters.eq("_id", one.getString("_id")),
                                Updates.combine(
                                        Updates.inc("seq", 1),
                                        Updates.set("snapshot", one.get("snapshot")),
                                        Updates.push(
                                                "facts",
                                                one.getList("facts", Document.class).getLast()))));
            }
            var _ = bare.bulkWrite(updates);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double since(Instant due) {
        return Duration.between(due, Instant.now()).toMillis() / 1e3;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Duration most, Condition condition) throws InterruptedException {
        var end = Instant.now().plus(most);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new NotMeasurable("due: not within " + most);
            }
            Thread.sleep(200);
        }
    }
}
