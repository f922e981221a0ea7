package dev.wangge.grids.move;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.contracts.Topics;
import dev.wangge.platform.aggregate.AggregateStore;
import dev.wangge.platform.aggregate.AggregateStore.Change;
import dev.wangge.platform.aggregate.AggregateStores;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.relay.RelayHealth;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.IdempotencyKey;
import jakarta.annotation.PostConstruct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One document a move: its facts (history and outbox in one), notes and sealed households beside
 * them, and fields for queries that can be recomputed from the facts. {@code unapplied} is the fact
 * whose effects on the directory may not all be there yet.
 */
@Component
class MoveStore {
    private static final int AT_ONCE = 100;
    private final AggregateStore store;
    private final MongoCollection<Document> moves;
    private final Vault vault;

    MoveStore(AggregateStores stores, Vault vault) {
        this.store = stores.of("moves", Move.CODEC, Topics.FIELDWORK);
        this.moves = store.documents();
        this.vault = vault;
    }

    @PostConstruct
    void createIndexes() {
        moves.createIndex(Indexes.ascending("phones"));
        moves.createIndex(Indexes.ascending("unapplied"), new IndexOptions().sparse(true));
    }

    RelayHealth relayHealth() {
        return store.health();
    }

    /**
     * Stores a new move.
     *
     * @return false when there is one with its id already, which is left as it is
     */
    boolean create(Move it, List<Household> households, @Nullable IdempotencyKey key) {
        var fields =
                new Document("texts", it.texts().added())
                        .append("keys", AggregateStore.uses(key, it.seq()));
        fields.putAll(queryFields(it));
        fields.putAll(people(it, households));
        return store.insertIfAbsent(it.id(), it.facts(), fields);
    }

    /**
     * Stores what was recorded since the move was read.
     *
     * @param households those of a new plan; null when the plan stays
     * @return false when somebody else was quicker: read again
     */
    boolean append(Move it, @Nullable List<Household> households, @Nullable IdempotencyKey key) {
        var added = it.newFacts();
        if (added.isEmpty()) {
            return true;
        }
        var fields = queryFields(it);
        if (households != null) {
            fields.putAll(people(it, households));
        }
        if (it.decided()) {
            fields.append("unapplied", it.seq());
        }
        var asRead =
                Filters.and(
                        Filters.eq("_id", it.id()), Filters.eq("seq", added.getFirst().seq() - 1));
        return store.update(
                new Change(
                        it.id(),
                        asRead,
                        added,
                        fields,
                        List.of(
                                Updates.pushEach("texts", it.texts().added()),
                                Updates.pushEach("keys", AggregateStore.uses(key, it.seq())))));
    }

    private static Document queryFields(Move it) {
        var plan = it.plan();
        var path = new TreeSet<>(Codes.path(plan.fromGrid()));
        path.addAll(Codes.path(plan.toGrid()));
        var state = it.state();
        var departed = state.departed;
        return new Document("path", List.copyOf(path))
                .append("from", plan.fromGrid())
                .append("to", plan.toGrid())
                .append("status", it.status().name())
                .append("createdAt", Placing.date(state.createdAt))
                .append("escort", plan.escort())
                .append("departedAt", departed == null ? null : Date.from(departed.at()))
                .append("lastSeenAt", Placing.date(state.lastSeenAt()))
                .append("silent", null)
                .append("endedAt", Placing.date(state.endedAt()));
    }

    private Document people(Move it, List<Household> households) {
        return new Document(
                        "households",
                        Household.sealed(households, it.id(), it.state().plannedBySeq, vault))
                .append("phones", Household.phoneIndexes(households, vault));
    }

    Optional<StoredMove> find(String id) {
        return Optional.ofNullable(moves.find(Filters.eq("_id", id)).first()).map(StoredMove::new);
    }

    /** Planned or on the road, other than this one, with people of the same phones. */
    List<StoredMove> openWith(Collection<String> phones, String otherThan) {
        return phones.isEmpty()
                ? List.of()
                : moves.find(
                                Filters.and(
                                        Filters.in("phones", phones),
                                        Filters.in(
                                                "status",
                                                MoveStatus.PLANNED.name(),
                                                MoveStatus.UNDER_WAY.name()),
                                        Filters.ne("_id", otherThan)))
                        .limit(AT_ONCE)
                        .map(StoredMove::new)
                        .into(new ArrayList<>());
    }

    /** What this move says about who is where; empty before it departs. */
    Optional<Placing> placing(String id) {
        return placings(Filters.eq("_id", id)).stream().findFirst();
    }

    /** What all moves of people with these phones say about where they are. */
    List<Placing> placingsOf(Collection<String> phones) {
        return phones.isEmpty() ? List.of() : placings(Filters.in("phones", phones));
    }

    private List<Placing> placings(Bson which) {
        return moves.find(Filters.and(which, Filters.exists("departedAt")))
                .projection(Projections.exclude("facts", "texts", "keys", "households"))
                .map(Placing::of)
                .into(new ArrayList<>());
    }

    /** A move, and the fact of it whose effects may not all be there. */
    record Unapplied(String id, long seq) {}

    /** Moves whose effects may not all be there. */
    List<Unapplied> unapplied(int most) {
        return moves.find(Filters.exists("unapplied"))
                .projection(Projections.include("unapplied"))
                .sort(Sorts.ascending("unapplied"))
                .limit(most)
                .map(found ->
                        new Unapplied(
                                found.getString("_id"),
                                found.get("unapplied", Number.class).longValue()))
                .into(new ArrayList<>());
    }

    /** The effects up to this fact are there; those of a later one may not be. */
    void applied(String id, long seq) {
        moves.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.eq("unapplied", seq)),
                Updates.unset("unapplied"));
    }

    /** Moves in a state, counted in its index. */
    long count(MoveStatus status) {
        return moves.countDocuments(Filters.eq("status", status.name()));
    }

    long countUnapplied() {
        return moves.countDocuments(Filters.exists("unapplied"));
    }
}
