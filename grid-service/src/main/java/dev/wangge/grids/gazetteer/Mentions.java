package dev.wangge.grids.gazetteer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a text may name places, longest first, none over another, each with how likely it does: by
 * what it is said to be, by its length, and by whether it stands there as a word of its own.
 */
final class Mentions {
    /** A name together with what it is: 拉乌村. */
    private static final double NAMED = 0.9;

    /** 雪村: its characters stand together by chance more often. */
    private static final double NAMED_BY_ONE = 0.45;

    private static final double NAMED_BY_WORD = 0.75;

    /** 拉乌 alone. */
    private static final double BARE = 0.62;

    private static final double BARE_LONG = 0.75;

    /** 和平, 扎西: mostly something else, or somebody. */
    private static final double WORD = 0.3;

    /** 莽岭村, where there is only 莽岭乡: a hamlet of it, most likely. */
    private static final double HAMLET = 0.55;

    /** 拉乌乡, where there is only 拉乌村: merged into another long ago, or elsewhere. */
    private static final double FORMER = 0.45;

    /** A neighbouring character that belongs to no word we know: it may be part of the name. */
    private static final double UNSURE_EDGE = 0.85;

    /** An everyday word that begins in the name and ends outside it: 零售巨头比[如美]国. */
    private static final double CUT_WORD = 0.4;

    private static final double AMONG_PERSONS = 0.3;
    private static final double BUSINESS = 0.7;

    /** 竹卡路12号, 阿东反映: a road or somebody of that name. */
    private static final double NO_PLACE = 0.4;

    /** A text that names more places is about none of them; the longest names are kept. */
    private static final int MOST = 24;

    private static final int SHORT_LATIN = 4;

    private static final String GOING = "在到去往从住";
    private static final String NUMBERS = "一二两三四五六七八九十百千万几数多";
    private static final String COUNTED = "年月日天个号时点分元米层户栋期";
    private static final String TITLE = "长";

    private static final Comparator<Mention> LONGEST_FIRST =
            Comparator.comparingInt((Mention one) -> -one.length())
                    .thenComparing(one -> one.said == SaidType.NOTHING)
                    .thenComparingInt(one -> one.from);

    private final PlaceNames names;
    private final NameTable stems;
    private final OrdinaryWords words = OrdinaryWords.ALL;
    private final char[] text;
    private final Asked asked;
    private final Surroundings surroundings;

    Mentions(PlaceNames names, char[] text, Asked asked) {
        this.names = names;
        this.stems = names.stems();
        this.text = text;
        this.asked = asked;
        this.surroundings = new Surroundings(text, words);
    }

    /** In the order of the text. */
    List<Mention> found() {
        var all = new ArrayList<Mention>();
        for (int at = 0; at < text.length - 1; at++) {
            int lengths = stems.lengths(text[at], text[at + 1]);
            if (lengths != 0) {
                var mention = longest(at, lengths);
                if (mention != null) {
                    all.add(mention);
                }
            }
        }
        if (all.size() > 1) {
            apart(all);
        }
        for (int i = 0; i < all.size(); i++) {
            var one = all.get(i);
            one.strength =
                    strength(
                            one,
                            i > 0 && all.get(i - 1).end == one.from,
                            i + 1 < all.size() && all.get(i + 1).from == one.end);
            one.passing = one.elsewhere && surroundings.passing(one);
        }
        return all;
    }

    private static void apart(List<Mention> all) {
        var kept = new ArrayList<Mention>();
        all.sort(LONGEST_FIRST);
        for (var one : all) {
            if (kept.size() < MOST && !overlapsAny(one, kept)) {
                kept.add(one);
            }
        }
        kept.sort(Comparator.comparingInt(one -> one.from));
        all.clear();
        all.addAll(kept);
    }

    private static boolean overlapsAny(Mention one, List<Mention> others) {
        for (var other : others) {
            if (one.overlaps(other)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Mention longest(int at, int lengths) {
        boolean han = Script.of(text[at]) == Script.HAN;
        if (!han && !Script.boundary(text, at)) {
            return null;
        }
        for (int length = Math.min(stems.longest(), text.length - at);
                length >= NameTable.SHORTEST;
                length--) {
            if (NameTable.has(lengths, length) && (han || Script.wordEnds(text, at + length))) {
                int stem = stems.find(text, at, length);
                var mention = stem < 0 ? null : mention(at, at + length, stem);
                if (mention != null) {
                    return mention;
                }
            }
        }
        return null;
    }

    private @Nullable Mention mention(int from, int stemEnd, int stem) {
        int typeAt = stemEnd;
        if (typeAt < text.length && (text[typeAt] == ' ' || Script.tsheg(text[typeAt]))) {
            typeAt++;
        }
        var ending = Ending.at(text, typeAt);
        // 朝阳[市场]: the beginning of another word.
        if (ending != null
                && ending.text().length() == 1
                && ending.type() == SaidType.ABOVE
                && words.wordAt(text, typeAt, text.length)) {
            ending = null;
        }
        int[] places = names.places(stem, asked);
        var within = places.length == 0 ? null : within(from, stemEnd, typeAt, ending, places);
        // 朝阳区 is never the village 朝阳, wherever it lies.
        boolean above = ending != null && (ending.type().level == 2 || ending.type().level < 0);
        if (within != null && (within.said != SaidType.NOTHING || !above)) {
            return within;
        }
        var elsewhere = elsewhere(from, stemEnd, typeAt, ending, stem);
        return elsewhere == null ? within : elsewhere;
    }

    private @Nullable Mention within(
            int from, int stemEnd, int typeAt, @Nullable Ending ending, int[] places) {
        if (ending == null) {
            return new Mention(from, stemEnd, stemEnd, SaidType.NOTHING, false, places);
        }
        int end = typeAt + ending.text().length();
        var said = ending.type();
        int level = said.level;
        int[] fitting = fitting(said, places);
        if (fitting.length > 0) {
            // 嘎托村 and 嘎托社区 are two, where there are both.
            int[] same = those(fitting, place -> names.type(place) == said);
            return new Mention(from, stemEnd, end, said, false, same.length > 0 ? same : fitting);
        }
        if (said == SaidType.ABOVE) {
            return new Mention(from, stemEnd, stemEnd, SaidType.NOTHING, false, places);
        }
        // 江孜县 is never the village of that name.
        int[] misnamed =
                level == 2 ? new int[0] : those(places, place -> names.level(place) == 7 - level);
        return misnamed.length == 0 ? null : new Mention(from, stemEnd, end, said, true, misnamed);
    }

    /** Elsewhere every word is the name of some village: only with what it is, or a county. */
    private @Nullable Mention elsewhere(
            int from, int stemEnd, int typeAt, @Nullable Ending ending, int stem) {
        int[] places = names.elsewhere(stem, asked);
        if (places.length == 0) {
            return null;
        }
        if (ending != null) {
            int[] fitting = fitting(ending.type(), places);
            if (fitting.length > 0) {
                int end = typeAt + ending.text().length();
                return Mention.elsewhere(from, stemEnd, end, ending.type(), fitting);
            }
        }
        if (words.wordAt(text, from, stemEnd) && stemEnd == from + 2) {
            return null;
        }
        int[] large = those(places, place -> names.level(place) <= 2);
        return large.length == 0
                ? null
                : Mention.elsewhere(from, stemEnd, stemEnd, SaidType.NOTHING, large);
    }

    private int[] fitting(SaidType said, int[] places) {
        return said == SaidType.ABOVE
                ? those(places, place -> names.level(place) <= 2)
                : those(places, place -> names.level(place) == said.level);
    }

    private static int[] those(int[] places, IntPredicate fit) {
        int[] fitting = new int[places.length];
        int count = 0;
        for (int place : places) {
            if (fit.test(place)) {
                fitting[count++] = place;
            }
        }
        return count == places.length ? places : Arrays.copyOf(fitting, count);
    }

    private double strength(Mention one, boolean afterPlace, boolean beforePlace) {
        return switch (Script.of(text[one.from])) {
            case HAN -> chinese(one, afterPlace, beforePlace);
            case TIBETAN -> {
                boolean single = true;
                for (int i = one.from; i < one.stemEnd; i++) {
                    single &= !Script.tsheg(text[i]);
                }
                yield one.said != SaidType.NOTHING ? named(one) : single ? WORD : BARE;
            }
            case LATIN ->
                    one.said != SaidType.NOTHING
                            ? named(one)
                            : one.length() < SHORT_LATIN ? WORD : BARE;
            case NONE -> WORD;
        };
    }

    private double named(Mention one) {
        return !one.misnamed ? NAMED : one.said.level == 4 ? HAMLET : FORMER;
    }

    private double chinese(Mention one, boolean afterPlace, boolean beforePlace) {
        boolean person = one.stemEnd == one.from + 2 && words.personAt(text, one.from, one.stemEnd);
        boolean word = one.stemEnd == one.from + 2 && words.wordAt(text, one.from, one.stemEnd);
        boolean typed = one.said != SaidType.NOTHING;
        // 扎西村长 is somebody.
        boolean titled = typed && Script.startsWith(text, one.end, TITLE);
        if (typed && !(titled && person)) {
            double likely = one.misnamed || !(word || person) ? named(one) : NAMED_BY_WORD;
            return afterPlace || cleanBefore(one.from) ? likely : likely * UNSURE_EDGE;
        }
        int length = one.stemEnd - one.from;
        if (length == 2 && text[one.from + 1] == '村') {
            return afterPlace || cleanBefore(one.from) ? NAMED_BY_ONE : NAMED_BY_ONE * UNSURE_EDGE;
        }
        double likely =
                word || person || surroundings.people(one) ? WORD : length > 2 ? BARE_LONG : BARE;
        if (text[one.stemEnd - 1] == '村') {
            likely = NAMED;
        }
        if (one.from > 0 && GOING.indexOf(text[one.from - 1]) >= 0) {
            likely += 0.08;
        }
        if (surroundings.there(one.end)) {
            likely = Math.max(likely + 0.13, HAMLET);
        } else if (surroundings.namesake(one.stemEnd) || surroundings.somebody(one)) {
            likely *= NO_PLACE;
        } else {
            likely *= after(one, beforePlace);
        }
        likely *= before(one, afterPlace);
        return likely;
    }

    private double before(Mention one, boolean afterPlace) {
        if (afterPlace) {
            return 1;
        }
        if (words.personAt(text, one.from - 2, text.length)) {
            return AMONG_PERSONS;
        }
        // 3[年多]: a count and what it counts.
        boolean counted =
                one.from > 0
                        && (Character.isDigit(text[one.from - 1])
                                || NUMBERS.indexOf(text[one.from - 1]) >= 0)
                        && COUNTED.indexOf(text[one.from]) >= 0;
        if (counted || words.wordAt(text, one.from - 1, text.length)) {
            return CUT_WORD;
        }
        return cleanBefore(one.from) ? 1 : UNSURE_EDGE;
    }

    private double after(Mention one, boolean beforePlace) {
        int end = one.stemEnd;
        if (beforePlace) {
            return 1;
        }
        if (words.personAt(text, end, text.length)) {
            return AMONG_PERSONS;
        }
        if (words.wordAt(text, end - 1, text.length)) {
            return CUT_WORD;
        }
        if (surroundings.business(end)) {
            return BUSINESS;
        }
        return end == text.length
                        || Script.of(text[end]) != Script.HAN
                        || OrdinaryWords.particle(text[end])
                        || words.wordAt(text, end, text.length)
                ? 1
                : UNSURE_EDGE;
    }

    private boolean cleanBefore(int at) {
        return at == 0
                || Script.of(text[at - 1]) != Script.HAN
                || OrdinaryWords.particle(text[at - 1])
                || words.wordAt(text, at - 2, text.length);
    }
}
