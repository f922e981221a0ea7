package dev.wangge.cases.watch;

import dev.wangge.cases.list.Changes;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody missed since their stream was cut, from where {@code updatedSince} reads it.
 *
 * @param told marks of what they had been told
 * @param versions of the cases that are in it
 */
record Catchup(List<Missed> missed, Set<String> told, Map<String, Long> versions) {
    static final Catchup NONE = new Catchup(List.of(), Set.of(), Map.of());

    /** Longer ago a page reads its lists anew. */
    private static final Duration OLDEST = Duration.ofHours(1);

    private static final int MOST = 2_000;

    /**
     * A change, and where somebody stands who was told of it.
     *
     * @param place from which nothing is left out, nor told twice
     */
    record Missed(CaseChange change, Place place) {}

    /** Empty where it is too long ago, or too much. */
    static Optional<Catchup> of(Changes changes, Collection<String> keys, Place from, Instant now) {
        // A clock of another instance may be a little ahead, not more.
        if (from.upTo().isBefore(now.minus(OLDEST)) || from.upTo().isAfter(now.plus(OLDEST))) {
            return Optional.empty();
        }
        var found = changes.list(keys, from.upTo(), now.plus(OLDEST), Optional.empty(), MOST + 1);
        return found.size() > MOST
                ? Optional.empty()
                : Optional.of(since(from, found, now.minus(CaseStore.SETTLED)));
    }

    private static Catchup since(Place from, List<StoredCase> found, Instant settled) {
        var missed = new ArrayList<Missed>();
        var versions = new HashMap<String, Long>();
        // Of those that a place has to name: the others lie before it.
        var named = new ArrayList<>(from.told().stream().sorted().toList());
        var times = new HashMap<String, Instant>();
        for (var it : found) {
            var change = CaseChange.of(it.now());
            versions.put(change.id(), change.version());
            var mark = Place.mark(change.id(), change.version());
            if (from.told().contains(mark)) {
                continue;
            }
            var upTo = it.updatedAt().isBefore(settled) ? it.updatedAt() : settled;
            named.removeIf(one -> {
                var at = times.get(one);
                return at != null && at.isBefore(upTo);
            });
            named.add(mark);
            times.put(mark, it.updatedAt());
            missed.add(new Missed(change, Place.of(upTo, named)));
        }
        return new Catchup(List.copyOf(missed), from.told(), Map.copyOf(versions));
    }

    /** Whether they know of it already. */
    boolean knows(ChangeLog.Entry it) {
        var version = versions.get(it.change().id());
        return (version != null && it.change().version() <= version) || told.contains(it.mark());
    }
}
