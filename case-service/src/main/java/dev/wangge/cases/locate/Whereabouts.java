package dev.wangge.cases.locate;

import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of where it lies.
 *
 * @param gridCode decides alone when it is given
 * @param text may name a place; may be blank
 * @param reporter blind index of the reporter's phone, never the phone
 * @param at when it was reported; null for now
 */
public record Whereabouts(
        @Nullable String gridCode,
        @Nullable Coordinates coordinates,
        String text,
        @Nullable String reporter,
        @Nullable Instant at) {

    /** Now, and from nobody whose phone is known. */
    public Whereabouts(@Nullable String gridCode, @Nullable Coordinates coordinates, String text) {
        this(gridCode, coordinates, text, null, null);
    }

    /** The same, when it is known whose phone it came from. */
    public Whereabouts from(@Nullable String phoneIndex) {
        return new Whereabouts(gridCode, coordinates, text, phoneIndex, at);
    }
}
