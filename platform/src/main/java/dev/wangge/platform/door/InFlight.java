package dev.wangge.platform.door;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests each has in hand: nothing is remembered of who has none. */
final class InFlight {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final int most;

    InFlight(int most) {
        this.most = most;
    }

    /** Takes one more, to be given back; false when that would be too many. */
    boolean tryTake(String who) {
        var taken = new boolean[1];
        counts.compute(
                who,
                (key, count) -> {
                    int now = count == null ? 0 : count;
                    taken[0] = now < most;
                    return taken[0] ? Integer.valueOf(now + 1) : count;
                });
        return taken[0];
    }

    void giveBack(String who) {
        counts.computeIfPresent(who, (key, count) -> count == 1 ? null : count - 1);
    }

    int known() {
        return counts.size();
    }
}
