package dev.wangge.cases.life;

import dev.wangge.platform.event.Ids;

/**
 * What another system calls a case: a client calls no two of them the same.
 *
 * @param client through which it was reported
 */
public record ExternalRef(String client, String ref) {
    /** Code points. */
    public static final int LONGEST = 100;

    /** By which it is found. */
    public String key() {
        return Ids.of("external-ref", client, ref).toString();
    }
}
