package dev.wangge.quickstart.replay;

/** The replay cannot be done; the message says why. */
public final class ReplayFailed extends RuntimeException {
    ReplayFailed(String message) {
        super(message);
    }
}
