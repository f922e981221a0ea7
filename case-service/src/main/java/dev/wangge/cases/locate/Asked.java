package dev.wangge.cases.locate;

import java.util.Optional;

/** What came of asking grid-service where something lies. */
public sealed interface Asked {
    /** The answer, which may be that it lies nowhere. */
    record Answered(Located place) implements Asked {}

    /** It answered, but not this: asked again and again it is likely to do no better. */
    record Failed(String why) implements Asked {}

    /** Nobody gets an answer now: it, or who gives tokens for it, is away. */
    record Away() implements Asked {}

    /** The place; empty when it is not known now. */
    default Optional<Located> known() {
        return this instanceof Answered(var place) ? Optional.of(place) : Optional.empty();
    }
}
