package dev.wangge.cases.life.bond;

import java.time.Instant;

/**
 * It is a duplicate.
 *
 * @param into the older case that it was merged into
 * @param number that one's
 * @param status that it had, and has again if that one takes it not
 * @param isComplete that one knows of it
 */
public record Merger(String into, String number, String status, Instant at, boolean isComplete) {
    Merger complete() {
        return new Merger(into, number, status, at, true);
    }
}
