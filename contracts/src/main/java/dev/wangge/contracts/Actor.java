package dev.wangge.contracts;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who did something. Facts and envelopes write it as {@code system}, {@code county-demo} or {@code
 * M-1 via county-demo}.
 *
 * @param who the system, a client's id, or the {@link Recipient} who answered or was acted for
 * @param via the client that acted for them, or the person who did and the client they used, as in
 *     {@code M-1 via zhang via console}; null when they acted themselves
 */
public record Actor(String who, @Nullable String via) {
    /** What the services do by themselves. */
    public static final Actor SYSTEM = new Actor("system", null);

    private static final String VIA = " via ";

    /** Reads what {@link #toString} wrote. */
    public static Actor parse(String written) {
        var at = written.indexOf(VIA);
        return at < 0
                ? new Actor(written, null)
                : new Actor(written.substring(0, at), written.substring(at + VIA.length()));
    }

    /** Whether it is the same person, in whatever name and by whichever client. */
    public boolean isSamePersonAs(Actor other) {
        return !Collections.disjoint(people(), other.people());
    }

    /**
     * Whether it may be the same person: a client that named nobody did it itself, and may be
     * whoever it acts for at other times.
     */
    public boolean mayBeSamePersonAs(Actor other) {
        return isSamePersonAs(other)
                || (via == null && who.equals(other.client()))
                || (other.via == null && other.who.equals(client()));
    }

    private String client() {
        return via == null ? who : via.contains(VIA) ? parse(via).client() : via;
    }

    /** In whose name it was done, and the person who did it where that is another. */
    private Set<String> people() {
        return via == null || !via.contains(VIA)
                ? Set.of(who)
                : new HashSet<>(List.of(who, parse(via).who));
    }

    @Override
    public String toString() {
        return via == null ? who : who + VIA + via;
    }
}
