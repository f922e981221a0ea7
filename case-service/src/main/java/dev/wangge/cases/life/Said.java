package dev.wangge.cases.life;

import java.time.Instant;

/** A text, or its digest where it lies in a state, and when it was said. */
public record Said(String text, Instant at) {}
