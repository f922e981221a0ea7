package dev.wangge.local;

/** A local broker or database did not start; the message says which and why, for people. */
public final class LocalStartFailed extends RuntimeException {

    LocalStartFailed(String message) {
        super(message);
    }

    LocalStartFailed(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
