package dev.wangge.cases.life;

import java.time.Instant;

/** A case came into a state. */
public record Stay(Status status, Instant since) {}
