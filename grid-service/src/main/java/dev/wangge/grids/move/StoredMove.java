package dev.wangge.grids.move;

import dev.wangge.platform.event.Fact;
import dev.wangge.platform.seal.Vault;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** A move as it is stored, to be folded as it is or as it was. */
record StoredMove(Document document) {
    String id() {
        return document.getString("_id");
    }

    Instant createdAt() {
        return document.getDate("createdAt").toInstant();
    }

    List<String> path() {
        return document.getList("path", String.class);
    }

    List<Document> keys() {
        return document.getList("keys", Document.class);
    }

    Move now() {
        return at(Long.MAX_VALUE);
    }

    /** As its first {@code seq} facts made it. */
    Move at(long seq) {
        return Move.fold(
                id(),
                document.getList("facts", Document.class).stream().map(Fact::fromDocument).toList(),
                Notes.fromDocuments(document.getList("texts", Document.class)),
                seq);
    }

    /** The households that a state of it moves, where it names them. */
    List<Household> householdsOf(Move it, Vault vault) {
        return Household.open(
                document.get("households", Document.class), id(), it.state().plannedBySeq, vault);
    }
}
