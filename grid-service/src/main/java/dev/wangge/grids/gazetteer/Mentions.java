package dev.wangge.grids.gazetteer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Where a text may name places, longest first, none over another, each with how likely it does. */
final class Mentions {
    /** A text that names more places is about none of them; the longest names are kept. */
    private static final int MOST = 24;

    /** Of so many places of one name none is looked for below another. */
    private static final int MANY = 64;

    /** What may stand between a township and its village. */
    private static final String LINKS = "的/ -、,·:";

    private final PlaceNames names;
    private final NameTable stems;
    private final OrdinaryWords words = OrdinaryWords.ALL;
    private final char[] text;
    private final Asked asked;
    private final Surroundings surroundings;
    private final Likelihood likelihood;

    Mentions(PlaceNames names, char[] text, Asked asked) {
        this.names = names;
        this.stems = names.stems();
        this.text = text;
        this.asked = asked;
        this.surroundings = new Surroundings(text, words);
        this.likelihood = new Likelihood(names, text, surroundings);
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
                    likelihood.of(
                            one,
                            neighbour(one, i > 0 ? all.get(i - 1) : null),
                            neighbour(i + 1 < all.size() ? all.get(i + 1) : null, one));
            if (one.elsewhere) {
                one.reach = surroundings.reach(one);
                one.passing = surroundings.passing(one) || (i > 0 && passesOn(all.get(i - 1), one));
            }
        }
        return all;
    }

    /** 竹卡对面就是四川巴塘县: what is said of 四川 is said of 巴塘县. */
    private static boolean passesOn(Mention upper, Mention one) {
        return upper.passing && upper.end == one.from;
    }

    /** Whether one stands right after the other, and may lie within it: 徐中乡哈扎, 徐中乡/哈扎. */
    private Beside neighbour(@Nullable Mention one, @Nullable Mention before) {
        if (one == null || before == null || !isNext(before, one)) {
            return Beside.NOTHING;
        }
        if (before.places.length > MANY || one.places.length > MANY) {
            return Beside.PLACE;
        }
        for (int upper : before.places) {
            for (int lower : one.places) {
                if (names.above(upper, lower)) {
                    return Beside.ITS_OWN;
                }
            }
        }
        return Beside.PLACE;
    }

    private boolean isNext(Mention before, Mention one) {
        return before.end == one.from
                || (before.end + 1 == one.from && LINKS.indexOf(text[before.end]) >= 0);
    }

    /** The longest first; of 到[达日]许 and 到达[日许] the one that leaves 到达 whole. */
    private void apart(List<Mention> all) {
        var kept = new ArrayList<Mention>();
        all.sort(
                Comparator.comparingInt((Mention one) -> -one.length())
                        .thenComparing(one -> one.said == SaidType.NOTHING)
                        .thenComparing(one -> words.wordAt(text, one.from - 1, text.length))
                        .thenComparingInt(one -> one.from));
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
        if (asked.everywhere()) {
            return null;
        }
        if (ending != null) {
            var said = ending.type();
            int[] fitting = names.elsewhere(stem, asked, place -> fits(said, place));
            if (fitting.length > 0) {
                int end = typeAt + ending.text().length();
                return Mention.elsewhere(from, stemEnd, end, said, fitting);
            }
        }
        // 云南 and 成都 are words that mean nothing else, 和平 and 朝阳 are not.
        int lowest = stemEnd == from + 2 && words.wordAt(text, from, stemEnd) ? 1 : 2;
        int[] large = names.elsewhere(stem, asked, place -> names.level(place) <= lowest);
        return large.length == 0
                ? null
                : Mention.elsewhere(from, stemEnd, stemEnd, SaidType.NOTHING, large);
    }

    private int[] fitting(SaidType said, int[] places) {
        return those(places, place -> fits(said, place));
    }

    private boolean fits(SaidType said, int place) {
        int level = names.level(place);
        return said == SaidType.ABOVE ? level <= 2 : level == said.level;
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
}
