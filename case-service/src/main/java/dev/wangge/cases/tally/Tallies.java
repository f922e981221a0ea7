package dev.wangge.cases.tally;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import dev.wangge.platform.store.DatabaseAway;
import dev.wangge.platform.store.Inserts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Sums over all cases, kept by adding differences. A case says in {@code counts} what it adds to
 * them, and in {@code counted} what they hold of it; counting a case again adds nothing.
 *
 * <p>A turn of a tally writes twice: first the sums, together with a note of which cases they moved
 * by; then what is counted, into the cases. A turn that ends between the two is finished from its
 * note before the next one begins.
 */
@Component
class Tallies {
    private static final Logger log = LoggerFactory.getLogger(Tallies.class);
    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> tallies;
    private final Map<String, Long> finished = new ConcurrentHashMap<>();

    Tallies(MongoOperations mongo) {
        this.cases = mongo.getCollection("cases");
        this.tallies = mongo.getCollection("tallies");
    }

    /** Counts these cases as they are now. Each case belongs to one tally. */
    void count(String name, Collection<String> ids) {
        while (true) {
            var tally = tally(name);
            finish(tally);
            var moves = moves(ids);
            if (moves.isEmpty() || turn(tally, moves)) {
                return;
            }
            // Another instance had this turn: what it counted is not to be counted again.
        }
    }

    /** All sums by name. */
    Map<String, Long> sums() {
        var sums = new TreeMap<String, Long>();
        for (var tally : tallies.find().projection(Projections.include("sums"))) {
            numbers(tally, "sums").forEach((name, sum) -> sums.merge(name, sum, Long::sum));
        }
        return sums;
    }

    private boolean turn(Document tally, List<Move> moves) {
        return begin(tally, moves) && finish(tally(tally.getString("_id")));
    }

    Document tally(String name) {
        var known = tallies.find(Filters.eq("_id", name)).first();
        if (known != null) {
            return known;
        }
        var fresh =
                new Document("_id", name)
                        .append("turn", 0L)
                        .append("sums", new Document())
                        .append("moved", List.of());
        return Inserts.insertIfAbsent(tallies, fresh) ? fresh : tally(name);
    }

    /** Which of the cases count otherwise than they were counted. */
    List<Move> moves(Collection<String> ids) {
        return cases
                .find(Filters.in("_id", ids))
                .projection(Projections.include("seq", "counts", "counted"))
                .map(Move::of)
                .into(new ArrayList<>())
                .stream()
                .filter(move -> !move.difference().isEmpty())
                .toList();
    }

    /** Moves the sums and notes by what; false when this is no longer the tally's present turn. */
    boolean begin(Document tally, List<Move> moves) {
        var sums = new TreeMap<String, Long>();
        for (var move : moves) {
            move.difference().forEach((name, by) -> sums.merge(name, by, Long::sum));
        }
        var changes = new ArrayList<Bson>();
        changes.add(Updates.inc("turn", 1L));
        changes.add(Updates.set("moved", moves.stream().map(Move::note).toList()));
        sums.forEach((name, by) -> changes.add(Updates.inc("sums." + name, by)));
        return tallies.updateOne(
                                Filters.and(
                                        Filters.eq("_id", tally.getString("_id")),
                                        Filters.eq("turn", number(tally, "turn"))),
                                Updates.combine(changes))
                        .getMatchedCount()
                == 1;
    }

    /** Marks in the cases what the tally's last turn counted; doing it twice is doing it once. */
    boolean finish(Document tally) {
        var name = tally.getString("_id");
        var turn = number(tally, "turn");
        var moved = tally.getList("moved", Document.class);
        if (Long.valueOf(turn).equals(finished.get(name)) || moved.isEmpty()) {
            return true;
        }
        // Most cases that were just reported count alike.
        var together =
                moved.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Tallies::counted,
                                        LinkedHashMap::new,
                                        Collectors.mapping(
                                                note -> note.getString("id"),
                                                Collectors.toList())));
        var marks = new ArrayList<Mark>();
        together.forEach((counted, ids) -> marks.add(new Mark(counted, ids)));
        mark(marks);
        finished.put(name, turn);
        return true;
    }

    private static Document counted(Document note) {
        return new Document("seq", number(note, "seq")).append("counts", note.get("counts"));
    }

    /**
     * Marks cases as counted.
     *
     * @param counted as of which of its facts each was, and what it added
     */
    private record Mark(Document counted, List<String> ids) {
        private UpdateManyModel<Document> model() {
            return new UpdateManyModel<>(
                    Filters.and(Filters.in("_id", ids), countedBefore(number(counted, "seq"))),
                    Updates.set("counted", counted));
        }

        private List<Mark> eachAlone() {
            return ids.stream().map(id -> new Mark(counted, List.of(id))).toList();
        }
    }

    /** A case that has no room for its mark is left out: or nothing would be counted any more. */
    private void mark(List<Mark> marks) {
        var rest = new ArrayList<>(marks);
        while (!rest.isEmpty()) {
            try {
                var _ =
                        cases.bulkWrite(
                                rest.stream().map(Mark::model).toList(),
                                new BulkWriteOptions().ordered(true));
                return;
            } catch (MongoBulkWriteException e) {
                if (DatabaseAway.causes(e)) {
                    throw e;
                }
                var error = e.getWriteErrors().getFirst();
                rest.subList(0, error.getIndex()).clear();
                var refused = rest.removeFirst();
                if (refused.ids.size() > 1) {
                    rest.addAll(0, refused.eachAlone());
                } else {
                    log.error("A case takes no mark of being counted: code {}", error.getCode());
                }
            }
        }
    }

    /** An instance that was held up may come with a note long done: it changes nothing. */
    private static Bson countedBefore(long seq) {
        return Filters.or(Filters.exists("counted", false), Filters.lt("counted.seq", seq));
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }

    private static Map<String, Long> numbers(Document document, String field) {
        var numbers = new TreeMap<String, Long>();
        document.get(field, new Document())
                .forEach((name, value) -> numbers.put(name, ((Number) value).longValue()));
        return numbers;
    }

    /** A case that has changed since it was counted: by how much, and as of which of its facts. */
    record Move(String id, long seq, Map<String, Long> counts, Map<String, Long> difference) {
        private static Move of(Document stored) {
            var counts = numbers(stored, "counts");
            var difference = new TreeMap<>(counts);
            numbers(stored.get("counted", new Document()), "counts")
                    .forEach((name, was) -> difference.merge(name, -was, Long::sum));
            difference.values().removeIf(by -> by == 0);
            return new Move(stored.getString("_id"), number(stored, "seq"), counts, difference);
        }

        private Document note() {
            return new Document("id", id).append("seq", seq).append("counts", new Document(counts));
        }
    }
}
