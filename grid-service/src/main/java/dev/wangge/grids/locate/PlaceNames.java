package dev.wangge.grids.locate;

import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the village or township that a text names, with or without what it is (村, 镇, 乡, 社区, 居委会,
 * 村委会). The longest name counts; a county or township that is named narrows the villages; what
 * stays ambiguous is not decided.
 */
final class PlaceNames {
    private static final List<String> ENDINGS =
            List.of("村民委员会", "居民委员会", "村委会", "居委会", "街道办事处", "街道", "社区", "村", "镇", "乡", "县", "区");
    private static final int SHORTEST = 2;
    private static final int LONGEST_TEXT = 2_000;
    private final Map<String, Set<DivisionCode>> byName = new HashMap<>();
    private int longest;

    void add(DivisionCode code, String name) {
        if (code.level().compareTo(Level.COUNTY) < 0) {
            return;
        }
        var rest = name;
        put(rest, code);
        for (var ending : ENDINGS) {
            if (rest.endsWith(ending) && rest.length() > ending.length()) {
                rest = rest.substring(0, rest.length() - ending.length());
                put(rest, code);
                if (ending.contains("委")) {
                    put(rest + (ending.startsWith("居") ? "社区" : "村"), code);
                }
            }
        }
    }

    private void put(String name, DivisionCode code) {
        if (name.length() >= SHORTEST) {
            byName.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(code);
            longest = Math.max(longest, name.length());
        }
    }

    /** The township or village the text names among those that count. */
    Optional<DivisionCode> find(String text, Predicate<DivisionCode> counts) {
        var mentions = mentions(text, counts);
        var sure = new LinkedHashSet<DivisionCode>();
        mentions.forEach(mention -> top(mention).ifPresent(sure::add));
        var found = new LinkedHashSet<>(sure);
        for (var mention : mentions) {
            if (top(mention).isEmpty()) {
                var narrowed =
                        mention.stream()
                                .filter(one ->
                                        sure.stream().allMatch(above -> onOneLine(one, above)))
                                .toList();
                if (sure.isEmpty() || narrowed.size() != 1) {
                    return Optional.empty();
                }
                found.add(narrowed.getFirst());
            }
        }
        return found.stream()
                .filter(one -> found.stream().allMatch(other -> onOneLine(one, other)))
                .max((a, b) -> a.level().compareTo(b.level()))
                .filter(one -> one.level().compareTo(Level.COUNTY) > 0);
    }

    private List<List<DivisionCode>> mentions(String whole, Predicate<DivisionCode> counts) {
        var text = whole.length() > LONGEST_TEXT ? whole.substring(0, LONGEST_TEXT) : whole;
        var mentions = new ArrayList<List<DivisionCode>>();
        int at = 0;
        while (at < text.length()) {
            int step = 1;
            for (int length = Math.min(longest, text.length() - at); length >= SHORTEST; length--) {
                var named =
                        byName.getOrDefault(text.substring(at, at + length), Set.of()).stream()
                                .filter(counts)
                                .toList();
                if (!named.isEmpty()) {
                    mentions.add(named);
                    step = length;
                    break;
                }
            }
            at += step;
        }
        return mentions;
    }

    /** The one that all others lie below: a township and its own village may share a name. */
    private static Optional<DivisionCode> top(List<DivisionCode> mention) {
        return mention.stream()
                .filter(one ->
                        mention.stream().allMatch(other -> one.equals(other) || other.isBelow(one)))
                .findFirst();
    }

    private static boolean onOneLine(DivisionCode one, DivisionCode other) {
        return one.equals(other) || one.isBelow(other) || other.isBelow(one);
    }
}
