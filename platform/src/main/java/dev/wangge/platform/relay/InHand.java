package dev.wangge.platform.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this instance is publishing right now: nothing that anyone here should publish too. */
final class InHand {
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    boolean has(String id) {
        return taken.containsKey(id);
    }

    void take(String id) {
        taken.merge(id, 1, Integer::sum);
    }

    /** Asks whoever has it to say so when it is put down; false when nobody has it. */
    boolean waitFor(String id) {
        if (!has(id)) {
            return false;
        }
        awaited.add(id);
        return has(id) || !awaited.remove(id);
    }

    /** Puts it down; whether somebody waited for that. */
    boolean putDown(String id) {
        taken.computeIfPresent(id, (it, times) -> times == 1 ? null : times - 1);
        return awaited.remove(id);
    }
}
