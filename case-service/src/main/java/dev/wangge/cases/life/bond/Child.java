package dev.wangge.cases.life.bond;

import dev.wangge.contracts.cases.v1.CaseEvent.Piece;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case was split into: a case of its own.
 *
 * @param title a digest of its text, as the description is
 * @param categories what it is about, the widest first; none where nobody said so
 * @param by who split it, as the fact says it
 * @param number null until it is there
 * @param ended the status that it ended with; null while it is open
 * @param asOf which of its own facts said that last; 0 before any did
 */
public record Child(
        String id,
        CaseKind kind,
        String title,
        @Nullable String description,
        List<String> categories,
        String by,
        Instant since,
        @Nullable String number,
        @Nullable String ended,
        long asOf) {
    public Child {
        categories = Objects.requireNonNullElse(categories, List.of());
    }

    static Child of(Piece piece, String by, Instant since) {
        return new Child(
                piece.id(),
                CaseKind.valueOf(piece.kind()),
                piece.title(),
                piece.description(),
                Objects.requireNonNullElse(piece.categories(), List.of()),
                by,
                since,
                null,
                null,
                0);
    }

    /** Whether it is there. */
    public boolean isOpened() {
        return number != null;
    }

    /** Whether something of it is still to be done. */
    public boolean awaitsEnd() {
        return ended == null;
    }

    Child opened(String as) {
        return new Child(id, kind, title, description, categories, by, since, as, ended, asOf);
    }

    Child said(@Nullable String end, long fact) {
        return new Child(id, kind, title, description, categories, by, since, number, end, fact);
    }
}
