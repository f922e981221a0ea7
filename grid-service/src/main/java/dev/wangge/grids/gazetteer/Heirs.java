package dev.wangge.grids.gazetteer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** Which places came after which: the name of one that was replaced finds those after it. */
final class Heirs {
    private static final int[] NONE = {};
    private final Map<Integer, int[]> all = new HashMap<>();

    /**
     * All that came after a place, the next one first.
     *
     * @param named the codes of those right after places as they were added
     * @param ranks of places as they were added, by code
     * @param codes in order
     */
    Heirs(Map<Integer, String> named, int[] ranks, long[] codes) {
        var next = new HashMap<Integer, Integer>();
        named.forEach((added, code) -> {
            int heir = Arrays.binarySearch(codes, Long.parseLong(code));
            if (heir >= 0) {
                next.put(ranks[added], heir);
            }
        });
        for (int place : next.keySet()) {
            var line = new ArrayList<Integer>();
            for (var one = next.get(place);
                    one != null && one != place && !line.contains(one);
                    one = next.get(one)) {
                line.add(one);
            }
            all.put(place, line.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    int[] of(int place) {
        return all.getOrDefault(place, NONE);
    }

    /** One that was there that day stands for itself, not also for what came after it. */
    int[] leftOutOf(int[] found) {
        if (all.isEmpty() || found.length < 2) {
            return found;
        }
        var heirs = new HashSet<Integer>();
        for (int place : found) {
            for (int heir : of(place)) {
                heirs.add(heir);
            }
        }
        return heirs.isEmpty()
                ? found
                : Arrays.stream(found).filter(place -> !heirs.contains(place)).toArray();
    }
}
