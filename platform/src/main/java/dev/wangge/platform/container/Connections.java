package dev.wangge.platform.container;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * How many connections an address has open, near enough: counted now and then, and since then only
 * upwards. Nobody alone may have all that there are.
 */
final class Connections {
    private final int most;
    private final Predicate<String> exempt;
    private final Map<String, Integer> since = new ConcurrentHashMap<>();
    private volatile Map<String, Integer> counted = Map.of();

    /**
     * Counts connections.
     *
     * @param exempt addresses that stand for many others
     */
    Connections(int most, Predicate<String> exempt) {
        this.most = most;
        this.exempt = exempt;
    }

    /** One more from this address; false when it has too many. */
    boolean mayOpen(String address) {
        if (exempt.test(address)) {
            return true;
        }
        if (counted.getOrDefault(address, 0) + since.getOrDefault(address, 0) >= most) {
            return false;
        }
        since.merge(address, 1, Integer::sum);
        return true;
    }

    /** What is open now. */
    void count(Iterable<String> addresses) {
        var all = new HashMap<String, Integer>();
        addresses.forEach(address -> all.merge(address, 1, Integer::sum));
        since.clear();
        counted = all;
    }
}
