package dev.wangge.platform.relay;

import java.util.HashSet;
import java.util.Set;

/**
 * What this instance is writing or publishing right now, each in one hand only: nothing that anyone
 * else here should publish too.
 */
final class InFlight {
    private final Set<String> taken = new HashSet<>();
    private final Set<String> awaited = new HashSet<>();

    synchronized boolean has(String id) {
        return taken.contains(id);
    }

    /** False when it is in hand already. */
    synchronized boolean take(String id) {
        return taken.add(id);
    }

    /** Takes it, or else asks who has it to say so when it is put down. */
    synchronized boolean takeOrWait(String id) {
        if (!take(id)) {
            awaited.add(id);
            return false;
        }
        return true;
    }

    /** Puts it down; true when somebody waited for that. */
    synchronized boolean putDown(String id) {
        taken.remove(id);
        return awaited.remove(id);
    }
}
