package dev.wangge.cases.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/**
 * How a text falls into words: Chinese and what stands between it by Lucene's smart Chinese
 * segmenter, Tibetan at its tshegs, each in a field of its own.
 */
final class Words extends Analyzer {
    /** Where the words of a case's texts lie. */
    static final String TEXT = "text";

    /** Where those of its title lie once more. */
    static final String TITLE = "title";

    /** Where Tibetan syllables lie. */
    static final String TIBETAN = "bo";

    private static final Pattern TIBETAN_LETTERS = Pattern.compile("[\\u0F00-\\u0FFF]+");

    /** Words of one text do not stand beside those of the next. */
    private static final int BETWEEN_TEXTS = 100;

    /**
     * A word of a text.
     *
     * @param start of it in the text, in UTF-16 code units
     * @param end of it, exclusive
     */
    record Word(String term, int start, int end) {}

    Words() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        if (field.equals(TIBETAN)) {
            return new TokenStreamComponents(
                    CharTokenizer.fromTokenCharPredicate(Words::isTibetanLetter));
        }
        // As SmartChineseAnalyzer has it.
        var source = new HMMChineseTokenizer();
        return new TokenStreamComponents(
                source,
                new StopFilter(
                        new PorterStemFilter(source), SmartChineseAnalyzer.getDefaultStopSet()));
    }

    @Override
    public int getPositionIncrementGap(String field) {
        return BETWEEN_TEXTS;
    }

    private static boolean isTibetanLetter(int letter) {
        return letter >= 0x0F00
                && letter <= 0x0FFF
                && (Character.isLetterOrDigit(letter)
                        || Character.getType(letter) == Character.NON_SPACING_MARK
                        || Character.getType(letter) == Character.COMBINING_SPACING_MARK);
    }

    static boolean hasTibetan(String text) {
        return TIBETAN_LETTERS.matcher(text).find();
    }

    /** For the segmenter, which knows no Tibetan; what stands after it stays where it is. */
    static String withoutTibetan(String text) {
        return TIBETAN_LETTERS
                .matcher(text)
                .replaceAll(found -> " ".repeat(found.end() - found.start()));
    }

    /** The words of a text, in its order. */
    List<Word> of(String field, String text) {
        var words = new ArrayList<Word>();
        try (var stream = tokenStream(field, text)) {
            var term = stream.getAttribute(CharTermAttribute.class);
            var place = stream.getAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(new Word(term.toString(), place.startOffset(), place.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
