package dev.wangge.cases.search;

import dev.wangge.cases.casework.CaseRow.Highlight;
import dev.wangge.cases.casework.CaseRow.Mark;
import dev.wangge.cases.life.Case;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the words that were looked for stand in a case: its title, and pieces of what else was
 * said. Only sentences that may have one of them are segmented.
 */
final class Highlights {
    private static final int PIECES = 3;

    /** UTF-16 code units. */
    private static final int LONGEST = 120;

    private static final Pattern SENTENCE = Pattern.compile("[^。！？!?；;\\n\\r]+[。！？!?；;]*");

    private final WordQuery words;
    private final Words segmenter;

    /** Which a sentence must have one of to be looked at: beginnings of what is searched for. */
    private final List<String> beginnings;

    Highlights(WordQuery words, Words segmenter) {
        this.words = words;
        this.segmenter = segmenter;
        this.beginnings = new ArrayList<>(words.literals());
        for (var term : words.terms()) {
            // Of a Latin word the end is not told by its stem.
            boolean isStem = term.length() > 2 && term.charAt(0) < 0x250;
            beginnings.add(isStem ? term.substring(0, term.length() - 1) : term);
        }
        beginnings.replaceAll(it -> it.toLowerCase(Locale.ROOT));
    }

    /** Of a case that was folded; none where only its place or its number was asked for. */
    List<Highlight> in(Case it) {
        var found = new ArrayList<Highlight>();
        for (var text : SearchedText.of(it)) {
            if (found.size() == PIECES) {
                break;
            }
            if (text.field().equals(SearchedText.TITLE)) {
                add(text.field(), text.text(), marks(text.text()), found);
            } else {
                pieces(text, found);
            }
        }
        return found;
    }

    private void pieces(SearchedText text, List<Highlight> found) {
        var sentences = SENTENCE.matcher(text.text());
        while (sentences.find() && found.size() < PIECES) {
            var sentence = sentences.group().strip();
            var marks = marks(sentence);
            if (!marks.isEmpty()) {
                int from = start(sentence, marks.getFirst());
                int to = end(sentence, from);
                add(
                        text.field(),
                        sentence.substring(from, to),
                        marks.stream()
                                .filter(mark -> mark.to() <= to)
                                .map(mark -> new Mark(mark.from() - from, mark.to() - from))
                                .toList(),
                        found);
                // A text tells it once: others may have it, too.
                return;
            }
        }
    }

    private static int start(String sentence, Mark first) {
        if (first.to() <= LONGEST) {
            return 0;
        }
        int from = Math.max(0, first.from() - LONGEST / 3);
        return Character.isLowSurrogate(sentence.charAt(from)) ? from - 1 : from;
    }

    private static int end(String sentence, int from) {
        int to = Math.min(sentence.length(), from + LONGEST);
        return to < sentence.length() && Character.isLowSurrogate(sentence.charAt(to))
                ? to - 1
                : to;
    }

    private static void add(String field, String text, List<Mark> marks, List<Highlight> found) {
        if (!marks.isEmpty()) {
            found.add(new Highlight(field, text, marks));
        }
    }

    /** In their order, none within another. */
    private List<Mark> marks(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length() || beginnings.stream().noneMatch(lower::contains)) {
            return List.of();
        }
        var all = new ArrayList<Mark>();
        for (var word : segmenter.of(Words.TEXT, Words.withoutTibetan(text))) {
            if (words.terms().contains(word.term())) {
                all.add(new Mark(word.start(), word.end()));
            }
        }
        for (var literal : words.literals()) {
            var sought = literal.toLowerCase(Locale.ROOT);
            for (int at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, at + 1)) {
                all.add(new Mark(at, at + sought.length()));
            }
        }
        all.sort(Comparator.comparingInt(Mark::from).thenComparingInt(Mark::to));
        return joined(all);
    }

    private static List<Mark> joined(List<Mark> all) {
        var joined = new ArrayList<Mark>();
        for (var mark : all) {
            if (!joined.isEmpty() && mark.from() <= joined.getLast().to()) {
                var last = joined.removeLast();
                joined.add(new Mark(last.from(), Math.max(last.to(), mark.to())));
            } else {
                joined.add(mark);
            }
        }
        return joined;
    }
}
