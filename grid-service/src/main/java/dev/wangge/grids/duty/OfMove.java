package dev.wangge.grids.duty;

import java.util.Optional;
import org.bson.Document;

/** Assignments that a seasonal move made for its escort: their {@code source} names the move. */
public final class OfMove {
    private static final String MOVE = "move:";

    private OfMove() {}

    /** The source of assignments that this move makes. */
    public static String source(String move) {
        return MOVE + move;
    }

    /** The move that made an assignment; empty when none did. */
    public static Optional<String> move(Document assignment) {
        return Optional.ofNullable(assignment.getString("source"))
                .filter(source -> source.startsWith(MOVE))
                .map(source -> source.substring(MOVE.length()));
    }
}
