package dev.wangge.simulator.input;

/** A body beyond {@link RawBody#LIMIT}. */
public class BodyTooLarge extends RuntimeException {
    BodyTooLarge() {
        super("The body is larger than " + RawBody.LIMIT + " bytes");
    }
}
