package dev.wangge.cases.life;

import java.time.Instant;

/**
 * What its reporter was told.
 *
 * @param text a digest
 */
public record Told(Instant at, String text) {}
