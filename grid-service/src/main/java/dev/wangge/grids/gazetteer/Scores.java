package dev.wangge.grids.gazetteer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How likely places are, the best of what was said of each. */
final class Scores {
    static final Comparator<Shown> LIKELIEST =
            (one, other) ->
                    one.score == other.score
                            ? Integer.compare(one.place, other.place)
                            : Double.compare(other.score, one.score);

    /** One to show. */
    record Shown(int place, double score) {}

    int[] places = new int[8];
    double[] of = new double[8];
    private boolean[] shown = new boolean[8];
    int count;

    void add(int place, double score, boolean show) {
        int at = 0;
        while (at < count && places[at] != place) {
            at++;
        }
        if (at == count) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                of = Arrays.copyOf(of, 2 * count);
                shown = Arrays.copyOf(shown, 2 * count);
            }
            places[count++] = place;
        }
        of[at] = Math.max(of[at], score);
        shown[at] |= show;
    }

    /** Those to show; the caller's own. */
    List<Shown> shown() {
        var all = new ArrayList<Shown>(count);
        for (int i = 0; i < count; i++) {
            if (shown[i]) {
                all.add(new Shown(places[i], of[i]));
            }
        }
        return all;
    }
}
