package dev.wangge.platform.container;

import dev.wangge.platform.door.TooMany;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What bodies that are held in memory may fill of it, all together. */
final class BodyMemory {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /**
     * Room for this many bytes.
     *
     * @param most at least one ordinary body's
     */
    BodyMemory(long most) {
        this.most = most;
    }

    /**
     * Takes room, to be given back.
     *
     * @throws Problem rate-limited when there is none; nothing is taken then
     */
    void take(int bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            throw TooMany.comeBack("Too many large bodies at once", SOON);
        }
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
