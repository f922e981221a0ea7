package dev.wangge.platform.life;

/**
 * This service does not start, and says why and what to do: both are printed as they are, and hold
 * nothing secret.
 */
public final class CannotServe extends RuntimeException {
    private final String remedy;

    public CannotServe(String why, String remedy) {
        super(why);
        this.remedy = remedy;
    }

    /** What whoever started it has to do. */
    public String remedy() {
        return remedy;
    }
}
