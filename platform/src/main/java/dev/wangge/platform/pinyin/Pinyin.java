package dev.wangge.platform.pinyin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of places in pinyin without tones, ü as v. The dictionary reads words (重庆 is chong qing),
 * and is corrected where it reads a place as if it were a word of another kind.
 *
 * <p>The dictionary is in com.github.houbb:pinyin, which whoever uses this has on its class path.
 */
public final class Pinyin {
    /**
     * Places with a reading of their own that the dictionary does not know (现代汉语词典; names of
     * counties as the Ministry of Civil Affairs spells them).
     */
    private static final List<Map.Entry<String, List<String>>> PLACES =
            List.of(
                    Map.entry("涡阳", List.of("guo", "yang")),
                    Map.entry("珲春", List.of("hun", "chun")),
                    Map.entry("乐陵", List.of("lao", "ling")),
                    Map.entry("浚县", List.of("xun", "xian")),
                    Map.entry("漯河", List.of("luo", "he")),
                    Map.entry("黄陂", List.of("huang", "pi")),
                    Map.entry("六合", List.of("lu", "he")),
                    Map.entry("繁峙", List.of("fan", "shi")),
                    Map.entry("宕昌", List.of("tan", "chang")),
                    Map.entry("称多", List.of("chen", "duo")),
                    Map.entry("什邡", List.of("shi", "fang")),
                    Map.entry("筠连", List.of("jun", "lian")),
                    Map.entry("荥经", List.of("ying", "jing")),
                    Map.entry("召陵", List.of("shao", "ling")));

    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036F]");

    private Pinyin() {}

    /** Without tones and other marks, ü as v. */
    public static String toneless(String text) {
        return MARKS.matcher(
                        Normalizer.normalize(text, Normalizer.Form.NFD).replace("u\u0308", "v"))
                .replaceAll("");
    }

    /**
     * The readings, a syllable for each Chinese character; other letters stay together. One at
     * least.
     */
    public static List<List<String>> readings(String name) {
        var syllables = syllables(name);
        // Where letters or rare characters are, syllables and characters are not one to one.
        boolean aligned = syllables.size() == name.length();
        if (aligned) {
            for (int i = 0; i < name.length(); i++) {
                var own = inPlaces(name, i);
                if (own != null) {
                    syllables.set(i, own);
                }
            }
        }
        var readings = new ArrayList<List<String>>();
        readings.add(syllables);
        if (aligned) {
            for (var place : PLACES) {
                int at = name.indexOf(place.getKey());
                if (at >= 0) {
                    var other = new ArrayList<>(syllables);
                    for (int i = 0; i < place.getValue().size(); i++) {
                        other.set(at + i, place.getValue().get(i));
                    }
                    readings.add(other);
                }
            }
        }
        return readings;
    }

    /** As these characters are read in names of places, whatever stands beside them. */
    private static @Nullable String inPlaces(String name, int at) {
        return switch (name.charAt(at)) {
            case '都' -> "du";
            case '地' -> "di";
            case '卡' -> "ka";
            case '藏' -> "zang";
            case '长' -> name.startsWith("长子") ? null : "chang";
            default -> null;
        };
    }

    /**
     * A syllable for each Chinese letter that has one; words of other scripts, and what has none,
     * as they are.
     */
    public static List<String> syllables(String name) {
        var syllables = new ArrayList<String>(name.length());
        int at = 0;
        while (at < name.length()) {
            int end = wordEnd(name, at);
            if (end > at) {
                word(name.substring(at, end), syllables);
                at = end;
            } else if (name.charAt(at) > ' ') {
                at = Loaded.DICTIONARY.read(name, at, syllables);
            } else {
                at++;
            }
        }
        return syllables;
    }

    /** Where letters and digits of other scripts end that begin there. */
    private static int wordEnd(String name, int at) {
        int end = at;
        while (end < name.length() && inWord(name.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean inWord(char letter) {
        return letter == '\''
                || Character.isDigit(letter)
                || Character.isLowerCase(letter)
                || Character.isUpperCase(letter);
    }

    /** A word stays whole only if it is plain: é and Ａ stand alone, as with the library. */
    private static void word(String word, List<String> syllables) {
        if (word.chars().allMatch(letter -> letter < 0x80)) {
            syllables.add(word);
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            syllables.add(letter == 'ü' ? "v" : Loaded.DICTIONARY.read(letter));
        }
    }

    /** When a first name is read, not when the service starts. */
    private static final class Loaded {
        static final PinyinDictionary DICTIONARY = new PinyinDictionary();
    }
}
