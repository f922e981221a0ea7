package dev.wangge.cases.locate;

import dev.wangge.contracts.cases.v1.CaseEvent.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of where it lies.
 *
 * @param gridCode decides alone when it is given
 * @param text may name a place; may be blank
 */
public record Whereabouts(
        @Nullable String gridCode, @Nullable Coordinates coordinates, String text) {}
