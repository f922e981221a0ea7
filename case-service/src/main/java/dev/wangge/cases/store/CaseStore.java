package dev.wangge.cases.store;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.CaseSnapshot;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.TallyContribution;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.people.Outsiders;
import dev.wangge.cases.people.People;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.aggregate.AggregateStore;
import dev.wangge.platform.aggregate.AggregateStore.Change;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.IdempotencyKey;
import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * One document a case: its facts (timeline and outbox in one), the texts beside them, and fields
 * for queries that can be recomputed from the facts.
 */
@Component
public class CaseStore {
    private static final Logger log = LoggerFactory.getLogger(CaseStore.class);

    /** What is shown of a case lies in these. */
    public static final Bson SHOWN =
            Projections.include(
                    "seq", "snapshot", "path", "texts", "textsMoved", "bytes", "updatedAt");

    /** When what is shown of it changed last. */
    public static final String UPDATED_AT = "updatedAt";

    /** When something of it changed last that is searched for, be it a note. */
    public static final String WRITTEN_AT = "writtenAt";

    /** A change that is older than this is stored, or never will be. */
    public static final Duration SETTLED = Duration.ofSeconds(2);

    /** Where what people call it lies. */
    public static final String NUMBER = "number";

    /** Where the {@link ExternalRef#key} lies of one that has it. */
    public static final String EXTERNAL_REF = "externalRef";

    /** Where it is said why one is to be checked though it is closed. */
    public static final String CHECK = "check";

    /** Where it is said that another case is still to know of something. */
    public static final String ERRAND = "errand";

    /** Where it lies by what it is about: each of its keys with each of its categories. */
    public static final String CATEGORY_KEYS = "categoryKeys";

    /** Where it lies by what it asks a dispatcher for: each of its keys with each reason. */
    public static final String ATTENTION_KEYS = "attentionKeys";

    /** By what it is found by the grid that it lies in alone. */
    public static final String GRID_KEY = "gridKey";

    /** A wake-up that does not come: everybody who must knows. Without any, a case is forgotten. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Code points. */
    private static final int LONGEST_TEXT = 20_000;

    private final AggregateStore store;
    private final MongoCollection<Document> cases;
    private final CaseTexts texts;
    private final Buckets buckets;
    private final CalledCases called;
    private final ChangeTimes changes;
    private final Rulebooks rulebooks;
    private final Clock clock;

    CaseStore(AggregateStores stores, MongoOperations mongo, Rulebooks rulebooks, Clock clock) {
        this.store = stores.of("cases", new EventCodec(CaseEvent.class), Topics.CASES);
        this.cases = store.documents();
        this.rulebooks = rulebooks;
        this.clock = clock;
        this.changes = new ChangeTimes(cases, clock);
        this.called = new CalledCases(cases);
        this.texts = new CaseTexts(cases, mongo.getCollection("caseTexts"));
        this.buckets = new Buckets(cases, mongo.getCollection("caseBuckets"), texts);
    }

    @PostConstruct
    void createIndexes() {
        texts.createIndex();
        called.createIndexes();
        cases.createIndex(Indexes.ascending("locatingPostponed"), new IndexOptions().sparse(true));
    }

    /**
     * Stores a new case.
     *
     * @param contact its reporter's, which lies beside the facts
     * @return false when there is one with its id already, or one that its client calls the same,
     *     which is left as it is
     */
    public boolean create(Case it, @Nullable Document contact, @Nullable IdempotencyKey key) {
        requireChecked(it);
        var facts = it.facts().stream().map(Fact::toDocument).toList();
        var texts = it.texts().added();
        var keys = AggregateStore.uses(key, it.seq());
        var fields =
                new Document("texts", texts)
                        .append("keys", keys)
                        .append("bytes", Room.bytes(facts, texts, keys))
                        .append(People.CONTACT, contact);
        fields.putAll(queryFields(it));
        var at = changes.next();
        fields.append(UPDATED_AT, at).append(WRITTEN_AT, at);
        var isNew =
                called.once(
                        it.externalRef(), () -> store.insertIfAbsent(it.id(), it.facts(), fields));
        changes.stored(List.of(it.id()), at);
        return isNew;
    }

    /** The id of the case that is called so; empty when none is. */
    public Optional<String> called(ExternalRef ref) {
        return called.find(ref);
    }

    /**
     * Stores what was recorded since the case was read.
     *
     * @return false when somebody else was quicker: read again
     */
    public boolean append(Case it, @Nullable IdempotencyKey key) {
        return append(it, key, List.of());
    }

    /**
     * Stores what was recorded since the case was read.
     *
     * @param outsiders sealed contacts that come with it
     * @return false when somebody else was quicker: read again
     */
    public boolean append(Case it, @Nullable IdempotencyKey key, List<Document> outsiders) {
        if (it.newFacts().isEmpty()) {
            return true;
        }
        var at = changes.next();
        if (!store.update(change(it, key, outsiders, at))) {
            return false;
        }
        changes.stored(List.of(it.id()), at);
        moveOldFacts(it);
        return true;
    }

    /**
     * Stores what was recorded of each of these cases.
     *
     * @return false when somebody else was quicker with one of them: some may be stored
     */
    public boolean append(List<Case> changed) {
        var at = changes.next();
        var all =
                store.updateAll(
                        changed.stream().map(it -> change(it, null, List.of(), at)).toList());
        changes.stored(changed.stream().map(Case::id).toList(), at);
        changed.forEach(this::moveOldFacts);
        return all;
    }

    private Change change(
            Case it, @Nullable IdempotencyKey key, List<Document> outsiders, Date at) {
        requireChecked(it);
        var added = it.newFacts();
        var texts = it.texts().added();
        var keys = AggregateStore.uses(key, it.seq());
        var facts = added.stream().map(Fact::toDocument).toList();
        var more = new ArrayList<Bson>();
        more.add(Updates.inc("bytes", Room.bytes(facts, texts, keys)));
        push("texts", texts, more);
        push("keys", keys, more);
        push(Outsiders.FIELD, outsiders, more);
        push("heard", Case.heard(added), more);
        var asRead =
                Filters.and(
                        Filters.eq("_id", it.id()), Filters.eq("seq", added.getFirst().seq() - 1));
        var fields = queryFields(it);
        if (it.isDecided()) {
            fields.append(UPDATED_AT, at);
        }
        if (it.isDecided() || !texts.isEmpty()) {
            fields.append(WRITTEN_AT, at);
        }
        return new Change(it.id(), asRead, added, fields, more);
    }

    /** Whoever follows cases sees these, which a version before stored. */
    public void beginChanges(Collection<String> ids) {
        changes.begin(ids);
    }

    private static void push(String field, List<?> items, List<Bson> changes) {
        if (!items.isEmpty()) {
            changes.add(Updates.pushEach(field, items));
        }
    }

    /** Whoever takes a text in checks it, and says where it is wrong; this is for who forgets. */
    private static void requireChecked(Case it) {
        for (var text : it.texts().added()) {
            if (!FreeText.isText(text.getString("text"), LONGEST_TEXT)) {
                throw new IllegalStateException("A text of " + it.id() + " was not checked");
            }
        }
    }

    private void moveOldFacts(Case it) {
        var grown = it.ownBytes() + Room.bytesOf(it.texts().added());
        if (grown > Room.LARGE || Buckets.due(it.seq(), it.newFacts().size())) {
            moveOldFacts(it.id());
        }
    }

    private void moveOldFacts(String id) {
        try {
            buckets.move(id);
        } catch (MongoException e) {
            // What was asked is done; the next facts move the old ones.
            log.warn("The old facts of {} stay for now: {}", id, e.getMessage());
        }
    }

    public Optional<StoredCase> find(String id) {
        return withRoom(Filters.eq("_id", id)).stream().findFirst();
    }

    public List<StoredCase> find(Collection<String> ids) {
        return withRoom(Filters.in("_id", ids));
    }

    /** What is too large to be written may only not have moved yet. */
    private List<StoredCase> withRoom(Bson which) {
        var found = read(which);
        var large = found.stream().filter(it -> it.ownBytes() >= Room.BYTES).toList();
        if (large.isEmpty()) {
            return found;
        }
        large.forEach(it -> moveOldFacts(it.id()));
        return read(which);
    }

    private List<StoredCase> read(Bson which) {
        return read(
                cases.find(which)
                        .projection(Projections.exclude("facts", People.CONTACT, Outsiders.FIELD))
                        .into(new ArrayList<>()));
    }

    /** All the facts of a case. */
    CaseStory story(String id) {
        return stories(List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No case is ever removed: " + id));
    }

    /** All the facts of each of these cases, as far as they are there, in any order. */
    public List<CaseStory> stories(Collection<String> ids) {
        return buckets.with(cases.find(Filters.in("_id", ids)).into(new ArrayList<>()));
    }

    List<Document> keysInBuckets(Document it) {
        return it.containsKey("buckets") ? buckets.keysOf(it) : List.of();
    }

    /**
     * A case that waits to be located.
     *
     * @param tries how often that failed
     */
    public record Postponed(String id, int tries) {}

    /** Cases whose turn to be located has come, those that wait longest first. */
    public List<Postponed> postponed(Instant now, int most) {
        return cases.find(Filters.lte("locatingPostponed", Date.from(now)))
                .projection(Projections.include("locatingTries"))
                .sort(Sorts.ascending("locatingPostponed"))
                .limit(most)
                .map(found ->
                        new Postponed(found.getString("_id"), found.getInteger("locatingTries", 0)))
                .into(new ArrayList<>());
    }

    /** Its turn to be located comes again; it fails to be, for so many times now. */
    public void putOff(String id, Instant until, int tries) {
        var _ =
                cases.updateOne(
                        Filters.and(Filters.eq("_id", id), Filters.exists("locatingPostponed")),
                        Updates.combine(
                                Updates.set("locatingPostponed", Date.from(until)),
                                Updates.set("locatingTries", tries)));
    }

    /**
     * These documents as cases. What has no snapshot to be believed, as it was written by a version
     * before, gets one.
     */
    public List<StoredCase> read(List<Document> found) {
        var read = found.stream().map(this::stored).toList();
        var without = read.stream().filter(it -> !it.hasSnapshot()).map(StoredCase::id).toList();
        return without.isEmpty() ? read : withSnapshots(read, without);
    }

    private List<StoredCase> withSnapshots(List<StoredCase> read, List<String> without) {
        var anew = new HashMap<String, StoredCase>();
        for (var story : stories(without)) {
            var document = story.document();
            var seen =
                    Filters.and(
                            Filters.eq("_id", story.id()),
                            Filters.eq("seq", document.get("seq")),
                            document.containsKey("buckets")
                                    ? Filters.eq("buckets", document.get("buckets"))
                                    : Filters.exists("buckets", false));
            var derived = derived(story);
            cases.withWriteConcern(WriteConcern.W1).updateOne(seen, setting(derived));
            document.putAll(derived);
            anew.put(story.id(), stored(document));
        }
        return read.stream().map(it -> anew.getOrDefault(it.id(), it)).toList();
    }

    private static Bson setting(Document fields) {
        return Updates.combine(
                fields.entrySet().stream()
                        .map(field ->
                                field.getValue() == null
                                        ? Updates.unset(field.getKey())
                                        : Updates.set(field.getKey(), field.getValue()))
                        .toList());
    }

    /** What follows from the facts, and a version before did not store. */
    static Document derived(CaseStory story) {
        var it = story.now();
        return deskFields(it)
                .append("snapshot", CaseSnapshot.of(it))
                .append("counts", TallyContribution.of(it))
                .append("bytes", story.ownBytes())
                .append("heard", Case.heard(it.facts()));
    }

    private StoredCase stored(Document document) {
        return new StoredCase(document, this, texts);
    }

    /** These cases in this order, as far as they are there, to be shown. */
    public List<StoredCase> inOrder(List<String> ids) {
        var byId = new HashMap<String, StoredCase>();
        read(cases.find(Filters.in("_id", ids)).projection(SHOWN).into(new ArrayList<>()))
                .forEach(it -> byId.put(it.id(), it));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    RelayHealth relayHealth() {
        return store.health();
    }

    /** What is asked for in queries, and follows from the facts; null where there is nothing. */
    Document queryFields(Case it) {
        var assignee = it.assignee();
        var fields =
                new Document(NUMBER, it.number())
                        .append(EXTERNAL_REF, CalledCases.key(it.externalRef()))
                        .append("kind", it.kind().name())
                        .append("status", it.status().name())
                        .append("tier", it.tier() == null ? null : String.valueOf(it.tier()))
                        .append("path", AccessKeys.of(it))
                        .append(
                                CATEGORY_KEYS,
                                it.categories().isEmpty()
                                        ? null
                                        : categoryKeys(AccessKeys.of(it), it.categories()))
                        .append("reportedAt", Date.from(it.reportedAt()))
                        .append("assignee", assignee == null ? null : assignee.code())
                        .append("handleBy", date(it.handleBy()))
                        .append("wakeAt", date(wakeAt(it)))
                        .append(CHECK, it.check() == null ? null : it.check().reason().name())
                        .append(ERRAND, it.bonds().errand().isPresent() ? true : null)
                        .append("snapshot", CaseSnapshot.of(it))
                        .append("counts", TallyContribution.of(it))
                        .append(
                                "locatingPostponed",
                                it.locatingPostponed() ? Date.from(it.reportedAt()) : null);
        fields.putAll(deskFields(it));
        fields.putAll(dueFields(it, clock.instant()));
        return fields;
    }

    /** The fields that say what it asks a dispatcher for, and where a map shows it. */
    private static Document deskFields(Case it) {
        var why = it.attention().stream().map(Attention::name).toList();
        var location = it.location();
        @Nullable String grid = location == null ? null : location.gridCode();
        return new Document(
                        ATTENTION_KEYS, why.isEmpty() ? null : categoryKeys(AccessKeys.of(it), why))
                .append(GRID_KEY, grid == null ? null : AccessKeys.ofPlace(grid, it));
    }

    /** By which cases of these categories lie under these keys. */
    public static List<String> categoryKeys(List<String> keys, List<String> categories) {
        return keys.stream()
                .flatMap(key -> categories.stream().map(category -> key + "/" + category))
                .toList();
    }

    /**
     * The fields that say by when its step is due: {@code deadline} always, {@code dueAt} until
     * that moment and {@code overdue} from then on.
     */
    public static Document dueFields(Case it, Instant now) {
        var due = it.dueAt();
        var late = it.isOverdue(now);
        return new Document("deadline", date(due))
                .append("dueAt", late ? null : date(due))
                .append("overdue", late ? true : null);
    }

    /** The field that says when something comes by itself; null when nothing does. */
    public @Nullable Instant wakeAt(Case it) {
        var agenda = it.agenda(rulebooks.named(it.rulebook(), it.path()).ladder());
        var at = agenda.next();
        if (at != null) {
            return at.truncatedTo(ChronoUnit.MILLIS);
        }
        return agenda.isDone() || it.status() == Status.MERGED ? NEVER : null;
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
