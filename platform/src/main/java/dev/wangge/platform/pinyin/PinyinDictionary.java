package dev.wangge.platform.pinyin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How com.github.houbb:pinyin reads words (43,000) and characters (27,000), without tones, ü as v:
 * the files in its jar, in one megabyte of arrays; the library makes 30 of maps out of them
 * (docs/adr/0012). Read-only once loaded.
 */
final class PinyinDictionary {
    private static final String WORDS = "/pinyin_dict_phrase.txt";
    private static final String CHARACTERS = "/pinyin_dict_char.txt";

    /** What the library takes for Chinese: it looks for words between these only. */
    private static final char FIRST = 0x4E00;

    private static final char LAST = 0x9FA5;

    /** The syllable of a character that nobody reads. */
    private static final short NONE = -1;

    /** Some 400; elsewhere they stand by their numbers. */
    private final List<String> syllables = new ArrayList<>();

    /** The syllable of each character of the basic plane: its first reading. */
    private final short[] characters = new short[Character.MAX_VALUE + 1];

    /** The words in order, one after the other, and a syllable for each of their letters. */
    private final char[] letters;

    private final short[] readings;

    /** Where each word's letters begin, and where the last one's end. */
    private final int[] starts;

    /** The first word that begins with {@link #FIRST} or a later letter, with the next one, … */
    private final int[] beginnings = new int[LAST - FIRST + 2];

    /** Reads the files. */
    PinyinDictionary() {
        var numbers = new HashMap<String, Short>();
        Arrays.fill(characters, NONE);
        for (var line : lines(CHARACTERS)) {
            // 𠮷 is two chars in Java, and the library asks for each of them.
            if (line.charAt(1) == ':') {
                int end = line.indexOf(',');
                characters[line.charAt(0)] =
                        number(line.substring(2, end < 0 ? line.length() : end), numbers);
            }
        }
        var words = lines(WORDS);
        words.removeIf(line -> !chinese(line));
        // A stable sort: of two readings of one word the latter counts.
        words.sort(PinyinDictionary::byWord);
        starts = new int[words.size() + 1];
        for (int i = 0; i < words.size(); i++) {
            starts[i + 1] = starts[i] + words.get(i).indexOf(':');
        }
        letters = new char[starts[words.size()]];
        readings = new short[letters.length];
        for (int i = 0; i < words.size(); i++) {
            enter(words.get(i), starts[i], starts[i + 1], numbers);
        }
        int word = 0;
        for (int i = 0; i < beginnings.length; i++) {
            while (word < words.size() && letters[starts[word]] < FIRST + i) {
                word++;
            }
            beginnings[i] = word;
        }
    }

    /**
     * Adds the syllables of the longest word that begins there, or that of the one letter, which is
     * the letter itself when it has none.
     *
     * @return where the text goes on
     */
    int read(String text, int at, List<String> into) {
        int word = wordAt(text, at);
        if (word < 0) {
            into.add(read(text.charAt(at)));
            return at + 1;
        }
        for (int i = starts[word]; i < starts[word + 1]; i++) {
            into.add(syllables.get(readings[i]));
        }
        return at + starts[word + 1] - starts[word];
    }

    /** The syllable of a letter, or itself. */
    String read(char letter) {
        short syllable = characters[letter];
        return syllable == NONE ? String.valueOf(letter) : syllables.get(syllable);
    }

    private int wordAt(String text, int at) {
        char letter = text.charAt(at);
        if (letter < FIRST || letter > LAST) {
            return -1;
        }
        int found = -1;
        int low = beginnings[letter - FIRST];
        int high = beginnings[letter - FIRST + 1];
        for (int depth = 1; low < high; depth++) {
            // What is no longer than that comes before what begins with it.
            while (low < high && starts[low + 1] - starts[low] == depth) {
                found = low++;
            }
            if (at + depth == text.length()) {
                break;
            }
            letter = text.charAt(at + depth);
            low = first(low, high, depth, letter);
            high = first(low, high, depth, letter + 1);
        }
        return found;
    }

    /**
     * The first of these words, equal up to {@code depth}, that has that letter there or a later
     * one.
     */
    private int first(int low, int high, int depth, int letter) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (letters[starts[middle] + depth] < letter) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private void enter(String line, int start, int end, Map<String, Short> numbers) {
        int from = end - start + 1;
        for (int i = start; i < end; i++) {
            letters[i] = line.charAt(i - start);
            int space = line.indexOf(' ', from);
            int to = space < 0 ? line.length() : space;
            readings[i] = number(line.substring(from, to), numbers);
            from = to + 1;
        }
    }

    /** The number of a syllable, which a first one is given. */
    private short number(String spelt, Map<String, Short> numbers) {
        var known = numbers.get(spelt);
        if (known == null) {
            var plain = Pinyin.toneless(spelt);
            if (plain.equals(spelt)) {
                known = (short) syllables.size();
                syllables.add(plain);
            } else {
                known = number(plain, numbers);
            }
            numbers.put(spelt, known);
        }
        return known;
    }

    /** 洗劫ㄧ空 is there, but the third of its letters parts it for the library. */
    private static boolean chinese(String line) {
        for (int i = line.indexOf(':') - 1; i >= 0; i--) {
            if (line.charAt(i) < FIRST || line.charAt(i) > LAST) {
                return false;
            }
        }
        return true;
    }

    private static int byWord(String one, String other) {
        int at = 0;
        while (one.charAt(at) == other.charAt(at) && one.charAt(at) != ':') {
            at++;
        }
        // The colon comes before all Chinese letters.
        return one.charAt(at) - other.charAt(at);
    }

    private static List<String> lines(String file) {
        var stream = PinyinDictionary.class.getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException(file + " of com.github.houbb:pinyin is not there");
        }
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var lines = new ArrayList<String>();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
