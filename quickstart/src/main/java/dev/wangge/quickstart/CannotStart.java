package dev.wangge.quickstart;

/** The county cannot start; the message says in one sentence why and what to do. */
public final class CannotStart extends RuntimeException {

    /** A variable, a port or the data directory is not usable: nothing was started. */
    public static final int SETTINGS = 2;

    /** Something that was started did not become ready. */
    public static final int FAILED = 1;

    private final int exitCode;

    public CannotStart(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
