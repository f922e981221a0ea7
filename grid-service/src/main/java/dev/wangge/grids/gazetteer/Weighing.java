package dev.wangge.grids.gazetteer;

import dev.wangge.grids.gazetteer.Finding.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Weighs the mentions of one text against each other: one above narrows and supports what lies
 * below it, one elsewhere speaks against it.
 */
final class Weighing {
    /** From here on it is likelier than not. */
    static final double DECIDED = 0.5;

    private static final int TOWNSHIP = 3;
    private static final int MANY = 64;
    private static final double NARROWS = 0.3;
    private static final double CONTRADICTS = 0.75;

    /** People come from 昌都 and trucks go to 拉萨: a bare city says little of where something is. */
    private static final double OF_PASSING = 0.3;

    /** A place elsewhere, right before: 巴塘竹巴龙乡 is not ours. */
    private static final double HOLDS = 0.8;

    /** 如美 said of the village 如美 and not of its township. */
    private static final double NAMESAKE_BELOW = 0.4;

    private static final double WORTH_SHOWING = 0.2;

    private final PlaceNames names;
    private final List<Mention> mentions;
    private final Scores scores = new Scores();

    Weighing(PlaceNames names, List<Mention> mentions) {
        this.names = names;
        this.mentions = mentions;
    }

    Finding finding() {
        narrowFromTheTop();
        for (var mention : mentions) {
            if (mention.elsewhere) {
                continue;
            }
            double score = mention.score();
            boolean shown = mention.strength >= WORTH_SHOWING;
            // Of 和平 in a whole country none can be meant for sure, and not all can be shown.
            int some = Math.min(mention.places.length, Finding.MOST);
            for (int place :
                    mention.places.length > MANY
                            ? Arrays.copyOf(mention.places, some)
                            : mention.places) {
                if (names.level(place) >= TOWNSHIP) {
                    scores.add(
                            place,
                            score * (1 - CONTRADICTS * contradiction(mention, place)),
                            shown);
                }
            }
            for (int place : mention.also) {
                if (names.level(place) >= TOWNSHIP && !mention.has(place) && shown) {
                    // Shown for a dispatcher to choose, never decided.
                    scores.add(place, Math.min(score * NAMESAKE_BELOW, DECIDED / 2), true);
                }
            }
        }
        int best = -1;
        for (int i = 0; i < scores.count; i++) {
            if (scores.of[i] >= DECIDED && (best < 0 || better(i, best))) {
                best = i;
            }
        }
        if (best < 0) {
            return new Finding(Optional.empty(), 0, candidates(-1));
        }
        int place = scores.places[best];
        return new Finding(
                Optional.of(names.code(place)), rounded(scores.of[best]), candidates(place));
    }

    private boolean better(int one, int other) {
        int levels = names.level(scores.places[one]) - names.level(scores.places[other]);
        return levels > 0 || (levels == 0 && scores.of[one] > scores.of[other]);
    }

    /** Those below the place; all when it is -1. */
    private List<Scored> candidates(int above) {
        var shown = scores.shown();
        if (above >= 0) {
            shown.removeIf(one -> !names.above(above, one.place()));
        }
        shown.sort(Scores.LIKELIEST);
        var likeliest = new ArrayList<Scored>();
        for (var one : shown.subList(0, Math.min(shown.size(), Finding.MOST))) {
            likeliest.add(new Scored(names.code(one.place()), rounded(one.score())));
        }
        return List.copyOf(likeliest);
    }

    private void narrowFromTheTop() {
        if (mentions.size() == 1) {
            top(mentions.getFirst());
            return;
        }
        var order = mentions.toArray(Mention[]::new);
        Arrays.sort(order, Comparator.comparingInt(this::highest));
        for (var mention : order) {
            for (var other : mentions) {
                narrow(mention, other);
            }
            top(mention);
        }
    }

    private void narrow(Mention mention, Mention by) {
        boolean adjacent = by.end == mention.from;
        if (by == mention || by.strength < NARROWS || (!adjacent && by.sharesPlaceWith(mention))) {
            return;
        }
        int[] below = new int[mention.places.length];
        int count = 0;
        for (int place : mention.places) {
            if (hasAbove(by, place)) {
                below[count++] = place;
            }
        }
        if (count > 0) {
            mention.places = Arrays.copyOf(below, count);
            mention.support = Math.max(mention.support, by.strength);
            mention.adjacent |= adjacent;
        }
    }

    private boolean hasAbove(Mention mention, int place) {
        for (int upper : mention.places) {
            if (names.above(upper, place)) {
                return true;
            }
        }
        return false;
    }

    /** 如美 is the township, of which the village 如美 is a part. */
    private void top(Mention mention) {
        if (mention.places.length < 2) {
            return;
        }
        // Ranks go by code, and what lies above has the lower one.
        int first = mention.places[0];
        for (int place : mention.places) {
            if (place != first && !names.above(first, place)) {
                return;
            }
        }
        mention.also = mention.places;
        mention.places = new int[] {first};
    }

    private int highest(Mention mention) {
        int highest = Integer.MAX_VALUE;
        for (int place : mention.places) {
            highest = Math.min(highest, names.level(place));
        }
        return highest;
    }

    /** How likely the text names a place that has nothing to do with this one. */
    private double contradiction(Mention named, int place) {
        double worst = 0;
        for (var mention : mentions) {
            if (mention.strength > worst && !near(mention, place)) {
                worst = Math.max(worst, weight(mention, named));
            }
        }
        return worst;
    }

    /** How much another place, named in the same text, says against what this one names. */
    private double weight(Mention other, Mention named) {
        boolean bare = other.said == SaidType.NOTHING;
        if (!other.elsewhere) {
            return bare && highest(other) < TOWNSHIP ? other.strength * OF_PASSING : other.strength;
        }
        // 巴塘竹巴龙乡, 贡觉那边的哈扎村: the one below it is meant.
        if (named.from >= other.end && named.from <= Math.max(other.reach, other.end + 1)) {
            return Math.max(other.strength, HOLDS);
        }
        return bare || other.passing || named.adjacent
                ? other.strength * OF_PASSING
                : other.strength;
    }

    private boolean near(Mention mention, int place) {
        if (mention.places.length > MANY && !mention.elsewhere) {
            return true;
        }
        for (int other : mention.places) {
            if (names.onOneLine(place, other)) {
                return true;
            }
        }
        return false;
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }
}
