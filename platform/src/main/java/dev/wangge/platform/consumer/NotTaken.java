package dev.wangge.platform.consumer;

import dev.wangge.platform.deadletter.DeadLetters.BeingReplayed;
import dev.wangge.platform.store.DatabaseAway;
import org.springframework.kafka.listener.BatchListenerFailedException;

/** Names the record of a batch that was not taken in, and whether that is for now or for good. */
final class NotTaken {
    private NotTaken() {}

    static BatchListenerFailedException at(int index, Throwable why) {
        return isForNow(why) ? new ForNow(why, index) : new ForGood(why, index);
    }

    static boolean isForNow(Throwable why) {
        return why instanceof BeingReplayed || DatabaseAway.causes(why);
    }

    /** The class of what was in the way: the words may quote the record. */
    static String told(Throwable why) {
        for (Throwable it = why; it != null; it = it.getCause()) {
            if (it instanceof ForNow || it instanceof ForGood) {
                return String.valueOf(it.getMessage());
            }
        }
        return why.getClass().getName();
    }

    /** Later it will be: it is waited for. */
    static final class ForNow extends BatchListenerFailedException {
        private ForNow(Throwable why, int index) {
            super(why.getClass().getName(), why, index);
        }
    }

    /** It is tried some more times, and then set aside. */
    static final class ForGood extends BatchListenerFailedException {
        private ForGood(Throwable why, int index) {
            super(why.getClass().getName(), why, index);
        }
    }
}
