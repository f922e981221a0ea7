package dev.wangge.grids.gazetteer;

import java.util.ArrayList;
import java.util.List;

/**
 * Words to look for where a text stands: a few hundred, by their first and their last character.
 */
final class WordList {
    private static final int BUCKETS = 128;

    private final String[][] byFirst;
    private final String[][] byLast;

    WordList(List<String> words) {
        byFirst = buckets(words, true);
        byLast = buckets(words, false);
    }

    private static String[][] buckets(List<String> words, boolean first) {
        var lists = new ArrayList<List<String>>();
        for (int i = 0; i < BUCKETS; i++) {
            lists.add(new ArrayList<>());
        }
        for (var word : words) {
            char key = word.charAt(first ? 0 : word.length() - 1);
            lists.get(key % BUCKETS).add(word);
        }
        return lists.stream().map(list -> list.toArray(String[]::new)).toArray(String[][]::new);
    }

    /** The length of the longest that begins here; 0 when none does. */
    int lengthAt(char[] text, int at) {
        int longest = 0;
        if (at < text.length) {
            for (var word : byFirst[text[at] % BUCKETS]) {
                if (word.length() > longest && Script.startsWith(text, at, word)) {
                    longest = word.length();
                }
            }
        }
        return longest;
    }

    boolean beginsAt(char[] text, int at) {
        return lengthAt(text, at) > 0;
    }

    boolean endsAt(char[] text, int at) {
        if (at > 0) {
            for (var word : byLast[text[at - 1] % BUCKETS]) {
                if (word.length() <= at && Script.startsWith(text, at - word.length(), word)) {
                    return true;
                }
            }
        }
        return false;
    }
}
