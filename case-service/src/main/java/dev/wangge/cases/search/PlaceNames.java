package dev.wangge.cases.search;

import dev.wangge.cases.directory.NamedPlaces;
import dev.wangge.cases.search.WordQuery.Named;
import dev.wangge.platform.pinyin.Pinyin;
import dev.wangge.platform.place.Codes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Names of divisions and grids in what somebody typed, as they are called now: a case is found by
 * the place that it lies in, whether it says so or not.
 */
@Component
class PlaceNames implements WordQuery.Places {
    private static final Logger log = LoggerFactory.getLogger(PlaceNames.class);

    /** A province has some tens of thousands. */
    private static final int MOST = 200_000;

    /** Of one name; a name that more have says nothing of where. */
    private static final int ALIKE = 500;

    private static final int LONGEST = 40;
    private static final int SHORTEST = 2;

    /** Two letters would be many a place. */
    private static final int SHORTEST_INITIALS = 3;

    /** What those who live there leave out, the longer before what it ends with. */
    private static final List<String> TYPES =
            List.of(
                    "网格", "村民委员会", "社区居民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "街道办事处", "自治区", "自治州",
                    "自治县", "民族乡", "地区", "社区", "街道", "村", "镇", "乡", "县", "市", "区", "州", "省");

    private final NamedPlaces directory;
    private volatile Map<String, List<String>> codes = Map.of();

    PlaceNames(NamedPlaces directory) {
        this.directory = directory;
    }

    /** Names change seldom: a minute after they are known they are found by. */
    @Scheduled(initialDelay = 3_000, fixedRate = 60_000)
    void read() {
        try {
            var read = new HashMap<String, List<String>>();
            for (var place : directory.all(MOST)) {
                var code = Codes.prefix(place.code());
                ways(place.names())
                        .forEach(way ->
                                read.computeIfAbsent(way, any -> new ArrayList<>()).add(code));
            }
            read.values().removeIf(alike -> alike.size() > ALIKE);
            codes = read;
        } catch (RuntimeException e) {
            // Places are found by the names they had.
            log.warn("Names of places cannot be read: {}", e.getClass().getName());
        }
    }

    /** All ways to type names, each once. */
    private static Set<String> ways(List<String> names) {
        var ways = new HashSet<String>();
        for (var name : names) {
            for (var form : forms(normalised(name))) {
                ways.add(form);
                if (Character.isIdeographic(form.charAt(0))) {
                    Pinyin.readings(form).forEach(reading -> spell(reading, ways));
                }
            }
        }
        return ways;
    }

    /** In Latin letters, and by their first ones: lawu, lwc. */
    private static void spell(List<String> reading, Set<String> ways) {
        var initials = new StringBuilder();
        reading.stream()
                .filter(syllable -> !syllable.isEmpty())
                .forEach(syllable -> initials.appendCodePoint(syllable.codePointAt(0)));
        ways.add(String.join("", reading));
        if (initials.length() >= SHORTEST_INITIALS) {
            ways.add(initials.toString());
        }
    }

    private static String normalised(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The whole name, and what remains of it without what it is: 拉乌村网格, 拉乌村, 拉乌. */
    private static List<String> forms(String name) {
        var forms = new ArrayList<String>();
        var form = name;
        boolean shorter = form.length() >= SHORTEST && form.length() <= LONGEST;
        while (shorter) {
            forms.add(form);
            var whole = form;
            form =
                    TYPES.stream()
                            .filter(whole::endsWith)
                            .findFirst()
                            .map(type -> whole.substring(0, whole.length() - type.length()))
                            .orElse(whole);
            shorter = form.length() >= SHORTEST && form.length() < whole.length();
        }
        return forms;
    }

    @Override
    public List<Named> in(String text) {
        var known = codes;
        var lower = text.toLowerCase(Locale.ROOT);
        if (known.isEmpty() || lower.length() != text.length()) {
            return List.of();
        }
        var found = new ArrayList<Named>();
        int at = 0;
        while (at < lower.length()) {
            int end = longest(known, lower, at);
            if (end > at) {
                found.add(
                        new Named(
                                at, end, known.getOrDefault(lower.substring(at, end), List.of())));
                at = end;
            } else {
                at++;
            }
        }
        return found;
    }

    /** Where the longest name ends that begins there; there where none does. */
    private static int longest(Map<String, List<String>> known, String text, int at) {
        for (int end = Math.min(text.length(), at + LONGEST); end >= at + SHORTEST; end--) {
            if (known.containsKey(text.substring(at, end)) && isWhole(text, at, end)) {
                return end;
            }
        }
        return at;
    }

    /** A name in another script is no part of a word. */
    private static boolean isWhole(String text, int at, int end) {
        return Character.isIdeographic(text.charAt(at))
                || ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))));
    }
}
