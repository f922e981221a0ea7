package dev.wangge.cases.ruleset;

import dev.wangge.cases.ruleset.RuleLog.Entry;
import dev.wangge.cases.ruleset.RulesInForce.Own;
import dev.wangge.platform.place.Codes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that divisions have set, as of some moment.
 *
 * @param last number that is in it
 * @param held by set and division
 * @param inheriting by set and division, those that gave up their own
 */
record RuleCopy(long last, Map<String, Held<?, ?>> held, Map<String, Entry> inheriting) {
    static final RuleCopy EMPTY = new RuleCopy(0, Map.of(), Map.of());

    RuleCopy {
        held = Map.copyOf(held);
        inheriting = Map.copyOf(inheriting);
    }

    static String key(String set, String division) {
        return set + ":" + division;
    }

    /**
     * With what was set since.
     *
     * @param read what decides by a version; empty where this instance cannot tell
     */
    RuleCopy with(List<Entry> news, Function<Entry, Optional<Held<?, ?>>> read) {
        var nowHeld = new HashMap<>(held);
        var nowInheriting = new HashMap<>(inheriting);
        long number = last;
        for (var entry : news) {
            number = Math.max(number, entry.number());
            var key = key(entry.set(), entry.division());
            if (entry.inherits()) {
                nowHeld.remove(key);
                nowInheriting.put(key, entry);
            } else {
                read.apply(entry)
                        .ifPresent(it -> {
                            nowHeld.put(key, it);
                            nowInheriting.remove(key);
                        });
            }
        }
        return new RuleCopy(number, nowHeld, nowInheriting);
    }

    /** A division's own; null where it has none. */
    @Nullable Held<?, ?> of(String set, String division) {
        return held.get(key(set, division));
    }

    /** That of a division, else of the nearest above it; null where none has any. */
    @Nullable Held<?, ?> nearest(String set, String division) {
        return Codes.path(division).reversed().stream()
                .map(code -> of(set, code))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The number of a division's own last version, which may be that it inherits; 0 for none. */
    int lastOf(String set, String division) {
        var own = of(set, division);
        if (own != null) {
            return own.version().version();
        }
        var inherits = inheriting.get(key(set, division));
        return inherits == null ? 0 : inherits.version();
    }

    /** Of each division that has its own. */
    <T> Map<String, T> each(String set, Function<Held<?, ?>, T> as) {
        return held.values().stream()
                .filter(it -> it.version().set().equals(set))
                .collect(
                        Collectors.toMap(
                                it -> Objects.requireNonNull(it.version().division()), as));
    }

    /** The last versions of divisions, also those that say that they inherit. */
    Map<String, Own> lasts(String set) {
        var lasts =
                new HashMap<>(
                        each(
                                set,
                                it ->
                                        new Own(
                                                it.version().version(),
                                                Objects.requireNonNull(it.version().since()))));
        inheriting.values().stream()
                .filter(it -> it.set().equals(set))
                .forEach(it -> lasts.put(it.division(), new Own(it.version(), it.since())));
        return lasts;
    }
}
