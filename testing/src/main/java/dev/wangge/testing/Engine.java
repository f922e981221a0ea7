package dev.wangge.testing;

/** What the same tests pass on. */
public enum Engine {
    /** As {@link OnBestEngine}. */
    BEST,
    /** As {@link OnEmbeddedEngine}. */
    EMBEDDED;

    /** For clients. */
    public String uri() {
        return this == BEST ? Infrastructure.database() : Infrastructure.embedded();
    }
}
