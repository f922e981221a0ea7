package dev.wangge.grids.name;

import dev.wangge.platform.pinyin.Pinyin;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one may begin to type to find a place: 芒康, 芒康县, mangkang, mkx. A search asks for terms that
 * begin with the {@link #normalised} query, so a term that only begins another one is left out:
 * {@code mangkangxian} answers for {@code mangkang} as well.
 */
public final class SearchTerms {
    private static final Pattern BETWEEN = Pattern.compile("[\\s'’`´·.,，、()（）-]+");
    private static final Pattern TIBETAN_ENDS = Pattern.compile("[་༌།]+$");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_PART = 2;

    /** They would find every village of the country. */
    private static final Set<String> TYPES =
            Set.of(
                    "village",
                    "community",
                    "committee",
                    "town",
                    "township",
                    "subdistrict",
                    "county",
                    "district",
                    "city",
                    "prefecture",
                    "of",
                    "the");

    private SearchTerms() {}

    /**
     * The terms of a place, in lower case, each once.
     *
     * @param aliases its other names, in any script
     * @param bo its name in Tibetan
     * @param en its name in Latin script
     */
    public static List<String> of(
            String name, Collection<String> aliases, @Nullable String bo, @Nullable String en) {
        var terms = new LinkedHashSet<String>();
        name(name, terms);
        aliases.forEach(alias -> name(alias, terms));
        if (bo != null) {
            name(bo, terms);
        }
        if (en != null) {
            name(en, terms);
        }
        terms.remove("");
        return longest(terms);
    }

    /**
     * A query as terms are written: lower case, without spaces, apostrophes, hyphens and tones, ü
     * as v, full-width letters as the others. Blank when there is nothing to look for.
     */
    public static String normalised(String query) {
        if (plain(query)) {
            return query;
        }
        var plain =
                Pinyin.toneless(
                        Normalizer.normalize(query, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        return TIBETAN_ENDS.matcher(BETWEEN.matcher(plain).replaceAll("")).replaceFirst("");
    }

    /** Nothing has to be done about it. A loop: an import asks eight times for each of its rows. */
    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter < 'a' || letter > 'z')
                    && (letter < '0' || letter > '9')
                    && (letter < 0x4E00 || letter > 0x9FFF)) {
                return false;
            }
        }
        return true;
    }

    private static void name(String name, Set<String> terms) {
        terms.add(normalised(name));
        if (name.codePoints().anyMatch(Character::isIdeographic)) {
            for (var form : NameForms.spoken(name)) {
                chinese(form, terms);
            }
            var stem = NameForms.stem(name);
            // 盐井 finds 上盐井村.
            for (int from = 1; from + SHORTEST_PART <= stem.length(); from++) {
                terms.add(normalised(stem.substring(from)));
            }
        } else {
            for (var word : WORDS.split(name.toLowerCase(Locale.ROOT), -1)) {
                if (!TYPES.contains(word) && word.codePoints().allMatch(SearchTerms::latin)) {
                    terms.add(normalised(word));
                }
            }
        }
    }

    private static boolean latin(int letter) {
        return letter < 0x250;
    }

    private static void chinese(String form, Set<String> terms) {
        terms.add(normalised(form));
        for (var reading : Pinyin.readings(form)) {
            var initials = new StringBuilder();
            for (var syllable : reading) {
                if (!syllable.isEmpty()) {
                    initials.appendCodePoint(syllable.codePointAt(0));
                }
            }
            terms.add(normalised(String.join("", reading)));
            terms.add(normalised(initials.toString()));
        }
    }

    private static List<String> longest(Set<String> terms) {
        var sorted = new TreeSet<>(terms);
        var kept = new ArrayList<String>(terms.size());
        for (var term : terms) {
            // What begins with it comes next, if anything does.
            var next = sorted.higher(term);
            if (next == null || !next.startsWith(term)) {
                kept.add(term);
            }
        }
        return List.copyOf(kept);
    }
}
