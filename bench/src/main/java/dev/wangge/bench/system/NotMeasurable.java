package dev.wangge.bench.system;

/** There is nothing to measure here; the message says why and what to do. */
public final class NotMeasurable extends RuntimeException {
    public NotMeasurable(String message) {
        super(message);
    }
}
