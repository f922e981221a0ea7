package dev.wangge.grids.move;

import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.SaltedTexts;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /**
     * The move as the first use of this key left it; empty when it was never used on it.
     *
     * @throws Problem idempotency-key-reused when that was with another body
     */
    Optional<Move> asLeftBy(IdempotencyKey key) {
        return key.useAmong(document.getList("keys", Document.class))
                .map(use -> at(use.get("seq", Number.class).longValue()));
    }

    Move now() {
        return at(Long.MAX_VALUE);
    }

    /** As its first {@code seq} facts made it. */
    Move at(long seq) {
        return Move.fold(
                id(),
                document.getList("facts", Document.class).stream().map(Fact::fromDocument).toList(),
                SaltedTexts.fromDocuments(document.getList("texts", Document.class)),
                seq);
    }

    /** The households that a state of it moves, where it names them. */
    List<Household> householdsOf(Move it, Vault vault) {
        return Household.open(
                document.get("households", Document.class), id(), it.state().plannedBySeq, vault);
    }
}
