package dev.wangge.platform.relay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What this instance is publishing right now: nothing that anyone here should publish too. */
final class InHand {
    private final Map<String, Integer> taken = new HashMap<>();
    private final Set<String> awaited = new HashSet<>();

    synchronized boolean has(String id) {
        return taken.containsKey(id);
    }

    synchronized void take(String id) {
        taken.merge(id, 1, Integer::sum);
    }

    /** Takes it, or else asks who has it to say so when it is put down. */
    synchronized boolean takeOrWait(String id) {
        if (has(id)) {
            awaited.add(id);
            return false;
        }
        take(id);
        return true;
    }

    /** Puts it down; true when nobody has it any more, and somebody waited for that. */
    synchronized boolean putDown(String id) {
        taken.computeIfPresent(id, (it, times) -> times == 1 ? null : times - 1);
        return !has(id) && awaited.remove(id);
    }
}
