package dev.wangge.cases.ruleset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.wangge.contracts.audit.v1.AuditFact.RulesSet;
import dev.wangge.platform.audit.AuditNote;
import dev.wangge.platform.audit.AuditSink;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.audit.CarriedNotes;
import dev.wangge.platform.store.Inserts;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * All versions of all sets of all divisions, in the order in which they were set: each takes the
 * number after the last one that its writer saw, so that of two that are set at once one has to
 * look again. Nothing in it ever changes.
 */
@Component
class RuleLog {
    private static final int MANY = 500;

    /** Where versions lie that were set together. */
    private static final String TOGETHER = "together";

    private static final Bson WITHOUT_BODIES = Projections.exclude("body", TOGETHER + ".body");

    private final MongoCollection<Document> log;

    /**
     * One version, its body as JSON.
     *
     * @param number its place among all; versions that were set together have the same
     * @param body null where it says that the division inherits, or was not asked for
     */
    record Entry(
            long number,
            String set,
            String division,
            int version,
            Instant since,
            String by,
            String why,
            @Nullable String body,
            boolean inherits) {
        /** All that were set together. */
        private static Stream<Entry> of(Document stored) {
            return stored.getList(TOGETHER, Document.class, List.of(stored)).stream()
                    .map(one -> of(stored, one));
        }

        private static Entry of(Document stored, Document one) {
            return new Entry(
                    stored.get("_id", Number.class).longValue(),
                    one.getString("set"),
                    stored.getString("division"),
                    one.getInteger("version"),
                    stored.getDate("since").toInstant(),
                    stored.getString("by"),
                    stored.getString("why"),
                    one.getString("body"),
                    one.getBoolean("inherits", false));
        }

        private String told() {
            return set + "@" + version + (inherits ? " inherits" : "");
        }

        private Document alone() {
            var stored = around();
            stored.putAll(one());
            return stored;
        }

        private Document around() {
            return new Document("_id", number)
                    .append("division", division)
                    .append("since", Date.from(since))
                    .append("by", by)
                    .append("why", why);
        }

        private Document one() {
            var one = new Document("set", set).append("version", version);
            return inherits ? one.append("inherits", true) : one.append("body", body);
        }
    }

    private final CarriedNotes audited;

    RuleLog(MongoOperations mongo, AuditSink audit, Clock clock) {
        this.log = mongo.getCollection("ruleVersions");
        this.audited =
                new CarriedNotes(
                        log, note -> audit.keep(List.of(AuditNote.fromDocument(note))), clock);
    }

    @PostConstruct
    void createIndex() {
        log.createIndex(Indexes.ascending("division", "set", "version"));
        audited.createIndex();
    }

    /** Has the audit trail know what a crash left untold. */
    @Scheduled(fixedDelay = 5_000)
    void tellLeftBehind() {
        audited.sweep();
    }

    /**
     * Adds one under its number.
     *
     * @return false when there is one of that number already
     */
    boolean add(Entry entry) {
        return addAudited(entry.alone(), List.of(entry));
    }

    /**
     * Adds some of one division together, under one number: all of them or none.
     *
     * @return false when there is one of that number already
     */
    boolean add(List<Entry> entries) {
        return addAudited(
                entries.getFirst()
                        .around()
                        .append(TOGETHER, entries.stream().map(Entry::one).toList()),
                entries);
    }

    /** The versions and the note that they were set are one write; then the note is on its way. */
    private boolean addAudited(Document stored, List<Entry> entries) {
        var first = entries.getFirst();
        var fact =
                new RulesSet(
                        AuditedRequest.call(),
                        first.division(),
                        first.why(),
                        entries.stream().map(Entry::told).toList());
        var note = AuditNote.of(first.since(), first.by(), fact).toDocument();
        if (!Inserts.insertIfAbsent(log, CarriedNotes.carry(stored, note))) {
            return false;
        }
        audited.bring(first.number(), note);
        return true;
    }

    /** At least the last one of each set and division, in the order in which they were set. */
    List<Entry> last() {
        var last = new HashMap<String, Long>();
        log.find()
                .projection(WITHOUT_BODIES)
                .sort(Sorts.ascending("_id"))
                .forEach(stored ->
                        Entry.of(stored)
                                .forEach(entry ->
                                        last.put(
                                                entry.set() + ":" + entry.division(),
                                                entry.number())));
        var found = new ArrayList<Entry>();
        var numbers = last.values().stream().distinct().sorted().toList();
        for (int i = 0; i < numbers.size(); i += MANY) {
            var some = numbers.subList(i, Math.min(numbers.size(), i + MANY));
            found.addAll(read(Filters.in("_id", some)));
        }
        return found;
    }

    /** What was set since. */
    List<Entry> after(long number) {
        return read(Filters.gt("_id", number));
    }

    private List<Entry> read(Bson which) {
        return log.find(which).sort(Sorts.ascending("_id")).into(new ArrayList<>()).stream()
                .flatMap(Entry::of)
                .toList();
    }

    Optional<Entry> find(String set, String division, int version) {
        return log
                .find(
                        Filters.and(
                                of(set, division),
                                Filters.or(
                                        Filters.eq("version", version),
                                        Filters.eq(TOGETHER + ".version", version))))
                .into(new ArrayList<>())
                .stream()
                .flatMap(Entry::of)
                .filter(entry -> entry.set().equals(set) && entry.version() == version)
                .findFirst();
    }

    /** A division's own, newest first, without their bodies. */
    List<Entry> history(String set, String division, int before, int most) {
        return log
                .find(of(set, division))
                .projection(WITHOUT_BODIES)
                .sort(Sorts.descending("_id"))
                .into(new ArrayList<>())
                .stream()
                .flatMap(Entry::of)
                .filter(entry -> entry.set().equals(set) && entry.version() < before)
                .limit(most)
                .toList();
    }

    private static Bson of(String set, String division) {
        return Filters.and(
                Filters.eq("division", division),
                Filters.or(Filters.eq("set", set), Filters.eq(TOGETHER + ".set", set)));
    }
}
