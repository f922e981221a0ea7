package dev.wangge.grids.locate;

import dev.wangge.grids.locate.Finding.Scored;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weighs the mentions of one text against each other: one above narrows and supports what lies
 * below it, one elsewhere speaks against it.
 */
final class Weighing {
    /** From here on it is likelier than not. */
    static final double DECIDED = 0.5;

    private static final int TOWNSHIP = 3;
    private static final double NARROWS = 0.3;
    private static final double CONTRADICTS = 0.75;

    /** People come from 昌都 and trucks go to 拉萨: a bare city says little of where something is. */
    private static final double OF_PASSING = 0.3;

    /** 如美 said of the village 如美 and not of its township. */
    private static final double NAMESAKE_BELOW = 0.4;

    private static final double WORTH_SHOWING = 0.2;

    private final PlaceNames names;
    private final List<Mention> mentions;

    Weighing(PlaceNames names, List<Mention> mentions) {
        this.names = names;
        this.mentions = mentions;
    }

    Finding finding() {
        mentions.stream().sorted(Comparator.comparingInt(this::highest)).forEach(this::narrow);
        var scores = new HashMap<Integer, Double>();
        var shown = new HashMap<Integer, Double>();
        for (var mention : mentions) {
            double score = mention.score();
            for (int place : mention.places) {
                if (names.level(place) >= TOWNSHIP) {
                    double against = score * (1 - CONTRADICTS * contradiction(place));
                    scores.merge(place, against, Math::max);
                    if (mention.strength >= WORTH_SHOWING) {
                        shown.merge(place, against, Math::max);
                    }
                }
            }
            for (int place : mention.also) {
                if (names.level(place) >= TOWNSHIP && mention.strength >= WORTH_SHOWING) {
                    shown.merge(place, score * NAMESAKE_BELOW, Math::max);
                }
            }
        }
        var decided =
                scores.entrySet().stream()
                        .filter(one -> one.getValue() >= DECIDED)
                        .max(
                                Comparator.<Map.Entry<Integer, Double>>comparingInt(
                                                one -> names.level(one.getKey()))
                                        .thenComparing(Map.Entry::getValue));
        if (decided.isEmpty()) {
            return new Finding(Optional.empty(), 0, candidates(shown));
        }
        int place = decided.get().getKey();
        shown.keySet().removeIf(other -> !names.above(place, other));
        return new Finding(
                Optional.of(names.code(place)),
                rounded(decided.get().getValue()),
                candidates(shown));
    }

    private List<Scored> candidates(Map<Integer, Double> scores) {
        return scores.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(Finding.MOST)
                .map(one -> new Scored(names.code(one.getKey()), rounded(one.getValue())))
                .toList();
    }

    private int highest(Mention mention) {
        return Arrays.stream(mention.places).map(names::level).min().orElse(0);
    }

    private void narrow(Mention mention) {
        for (var other : mentions) {
            boolean adjacent = other.end == mention.from;
            if (other == mention
                    || other.strength < NARROWS
                    || (!adjacent && other.sharesPlaceWith(mention))) {
                continue;
            }
            int[] below =
                    Arrays.stream(mention.places)
                            .filter(place ->
                                    Arrays.stream(other.places)
                                            .anyMatch(upper -> names.above(upper, place)))
                            .toArray();
            if (below.length > 0) {
                mention.places = below;
                mention.support = Math.max(mention.support, other.strength);
                mention.adjacent |= adjacent;
            }
        }
        if (mention.places.length > 1) {
            // 如美 is the township, of which the village 如美 is a part.
            for (int place : mention.places) {
                if (Arrays.stream(mention.places)
                        .allMatch(other -> other == place || names.above(place, other))) {
                    mention.also = mention.places;
                    mention.places = new int[] {place};
                    return;
                }
            }
        }
    }

    /** How likely the text names a place that has nothing to do with this one. */
    private double contradiction(int place) {
        double worst = 0;
        for (var mention : mentions) {
            double likely =
                    highest(mention) < TOWNSHIP && mention.said == SaidType.NOTHING
                            ? mention.strength * OF_PASSING
                            : mention.strength;
            if (likely > worst
                    && Arrays.stream(mention.places)
                            .noneMatch(other -> names.onOneLine(place, other))) {
                worst = likely;
            }
        }
        return worst;
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }
}
