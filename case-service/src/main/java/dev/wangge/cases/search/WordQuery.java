package dev.wangge.cases.search;

import dev.wangge.cases.search.Words.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What somebody typed to find cases, as a query and as what to mark in what is found. It is all
 * there where each of its parts between spaces is, and of a part most of its words. A name of a
 * place is also found where a case lies in it, and what a case is called as it is.
 */
final class WordQuery {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u3000]+");

    /** More of them say nothing more. */
    private static final int PARTS = 12;

    private static final int WORDS = 48;

    /** Characters of a word that a dictionary may have. */
    private static final int LONGEST_NAME = 4;

    /** So many of the words that stand together, as a share. */
    private static final double MOST_OF_THEM = 0.6;

    private static final float IN_TITLE = 0.5f;
    private static final float SIDE_BY_SIDE = 0.5f;

    /** Words may stand so far apart to count as beside one another. */
    private static final int APART = 2;

    private static final float WITH_ALL = 0.4f;
    private static final float OTHERWISE = 0.5f;
    private static final float BY_NAME = 4;
    private static final float BY_NUMBER = 1000;

    /** They find everything. */
    private static final Set<String> EMPTY =
            Set.of(
                    "的", "了", "在", "是", "和", "与", "有", "我", "我们", "请", "吗", "呢", "吧", "啊", "就", "都",
                    "也", "被", "把", "及", "到", "对", "为", "这", "那", "一个", "个", "一", "the", "a", "an",
                    "of", "in", "and", "to", "is");

    private final Words words;
    private final Places places;
    private final Set<String> terms = new TreeSet<>();
    private final Set<String> literals = new TreeSet<>();
    private final BooleanQuery.Builder all = new BooleanQuery.Builder();
    private final BooleanQuery.Builder any = new BooleanQuery.Builder();
    private boolean asksForSomething;

    /** Which places are named so. */
    interface Places {
        /** Names in a text that are places', from left to right, none within another. */
        List<Named> in(String text);
    }

    /**
     * A name.
     *
     * @param start of it in the text
     * @param end of it, exclusive
     * @param codes divisions and grids that are called so
     */
    record Named(int start, int end, List<String> codes) {}

    WordQuery(String typed, Words words, Places places) {
        this.words = words;
        this.places = places;
        Arrays.stream(SPACES.split(typed.strip(), -1))
                .filter(part -> !part.isEmpty())
                .limit(PARTS)
                .forEach(this::part);
    }

    /** Without words there is nothing that could be found. */
    boolean isEmpty() {
        return !asksForSomething;
    }

    /**
     * A query to be narrowed.
     *
     * @param byRelevance what has any of the words is told, too, after what has all
     */
    BooleanQuery.Builder query(boolean byRelevance) {
        return byRelevance
                ? new BooleanQuery.Builder()
                        .add(any.build(), Occur.MUST)
                        .add(new BoostQuery(all.build(), WITH_ALL), Occur.SHOULD)
                : new BooleanQuery.Builder().add(all.build(), Occur.MUST);
    }

    /** Terms of words that are looked for. */
    Set<String> terms() {
        return terms;
    }

    /** What is looked for letter by letter. */
    Set<String> literals() {
        return literals;
    }

    private void part(String part) {
        var inIt = new BooleanQuery.Builder();
        boolean asks = false;
        int from = 0;
        for (var named : places.in(part)) {
            asks |= said(part.substring(from, named.start()), inIt);
            var name = part.substring(named.start(), named.end());
            literals.add(name);
            var there = new BooleanQuery.Builder();
            var lying =
                    new BoostQuery(
                            new ConstantScoreQuery(
                                    CaseQuery.anyOf(IndexedCase.PLACE, named.codes())),
                            BY_NAME);
            there.add(lying, Occur.SHOULD);
            any.add(lying, Occur.SHOULD);
            said(name, Occur.SHOULD, there);
            inIt.add(there.build(), Occur.MUST);
            asks = true;
            from = named.end();
        }
        asks |= said(part.substring(from), inIt);
        if (asks) {
            var it = new BooleanQuery.Builder();
            it.add(inIt.build(), Occur.SHOULD);
            var called = IndexedCase.called(part);
            for (var field : List.of(IndexedCase.NUMBER, IndexedCase.EXTERNAL_REF)) {
                it.add(exactly(field, called), Occur.SHOULD);
                any.add(exactly(field, called), Occur.SHOULD);
            }
            all.add(it.build(), Occur.MUST);
            asksForSomething = true;
        }
    }

    private static Query exactly(String field, @org.jspecify.annotations.Nullable String value) {
        return new BoostQuery(
                new ConstantScoreQuery(new TermQuery(new Term(field, String.valueOf(value)))),
                BY_NUMBER);
    }

    private boolean said(String text, BooleanQuery.Builder in) {
        return said(text, Occur.MUST, in);
    }

    private boolean said(String text, Occur how, BooleanQuery.Builder in) {
        var chinese = words.of(Words.TEXT, Words.withoutTibetan(text));
        var tibetan = words.of(Words.TIBETAN, text);
        if (!chinese.isEmpty()) {
            var telling = telling(chinese);
            in.add(chinese(telling), how);
            for (var word : telling) {
                any.add(new TermQuery(new Term(Words.TEXT, word.term())), Occur.SHOULD);
            }
        }
        if (!tibetan.isEmpty()) {
            var syllables = phrase(Words.TIBETAN, terms(tibetan), 0);
            in.add(syllables, how);
            any.add(syllables, Occur.SHOULD);
            literals.add(text.substring(tibetan.getFirst().start(), tibetan.getLast().end()));
        }
        return !chinese.isEmpty() || !tibetan.isEmpty();
    }

    private static List<Word> telling(List<Word> all) {
        var telling =
                all.stream().filter(word -> !EMPTY.contains(word.term())).limit(WORDS).toList();
        return telling.isEmpty() ? all : telling;
    }

    private Query chinese(List<Word> said) {
        var found = new BooleanQuery.Builder();
        var most = new BooleanQuery.Builder();
        int clauses = 0;
        for (var run : runs(said)) {
            most.add(howeverSegmented(run), Occur.SHOULD);
            clauses++;
            if (run.size() == 1) {
                terms.add(run.getFirst().term());
            } else {
                var whole = String.join("", terms(run));
                literals.add(whole);
                any.add(new TermQuery(new Term(Words.TEXT, whole)), Occur.SHOULD);
            }
        }
        most.setMinimumNumberShouldMatch(
                clauses <= 2 ? clauses : (int) Math.ceil(clauses * MOST_OF_THEM));
        found.add(most.build(), Occur.MUST);
        for (var word : said) {
            found.add(
                    new BoostQuery(new TermQuery(new Term(Words.TITLE, word.term())), IN_TITLE),
                    Occur.SHOULD);
        }
        if (said.size() > 1) {
            found.add(new BoostQuery(inText(terms(said), APART), SIDE_BY_SIDE), Occur.SHOULD);
        }
        return found.build();
    }

    /**
     * Characters that stand alone side by side are a name that the segmenter does not know: they
     * are looked for as they stand.
     */
    private static List<List<Word>> runs(List<Word> said) {
        var runs = new ArrayList<List<Word>>();
        for (var word : said) {
            if (!runs.isEmpty()
                    && isAlone(word)
                    && isAlone(runs.getLast().getLast())
                    && runs.getLast().getLast().end() == word.start()) {
                runs.getLast().add(word);
            } else {
                runs.add(new ArrayList<>(List.of(word)));
            }
        }
        return runs;
    }

    /**
     * The segmenter reads a word by what stands beside it: what is one word here may be two in a
     * text, or the other way round (路灯, 路 灯), and the end of a name the beginning of a word (竹 卡 村口
     * of 竹卡村).
     */
    private static Query howeverSegmented(List<Word> run) {
        var said = terms(run);
        var others = new ArrayList<List<String>>();
        if (said.size() == 1 && isShortChinese(said.getFirst())) {
            others.add(List.of(said.getFirst().split("(?!^)", -1)));
        } else if (said.size() > 1 && said.size() <= LONGEST_NAME) {
            others.add(List.of(String.join("", said)));
        }
        if (said.size() > 2) {
            others.add(said.subList(0, said.size() - 1));
            others.add(said.subList(1, said.size()));
        }
        if (others.isEmpty()) {
            return inText(said, 0);
        }
        var ways = new ArrayList<Query>();
        ways.add(inText(said, 0));
        others.forEach(other -> ways.add(new BoostQuery(inText(other, 0), OTHERWISE)));
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static boolean isShortChinese(String term) {
        return term.length() > 1
                && term.length() < 4
                && term.chars().allMatch(Character::isIdeographic);
    }

    private static boolean isAlone(Word word) {
        return word.end() - word.start() == 1
                && Character.isIdeographic(word.term().codePointAt(0));
    }

    private static List<String> terms(List<Word> words) {
        return words.stream().map(Word::term).toList();
    }

    private static Query inText(List<String> terms, int apart) {
        return phrase(Words.TEXT, terms, apart);
    }

    private static Query phrase(String field, List<String> terms, int apart) {
        if (terms.size() == 1) {
            return new TermQuery(new Term(field, terms.getFirst()));
        }
        return new PhraseQuery(apart, field, terms.toArray(String[]::new));
    }
}
