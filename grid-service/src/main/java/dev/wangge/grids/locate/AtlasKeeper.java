package dev.wangge.grids.locate;

import dev.wangge.grids.directory.Directory;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Keeps the atlas up with the directory: rebuilt in the background after a change here or by
 * another instance, and swapped whole. Questions go on being answered meanwhile, also while the
 * database is away.
 */
@Component
class AtlasKeeper implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(AtlasKeeper.class);
    private static final long LOOK_MILLIS = 100;
    private static final int OTHERS_EVERY = 10;
    private static final long SLOW = 1_000_000_000;
    private static final long LONGEST_REST = 10_000_000_000L;
    private final Directory directory;
    private final ScheduledExecutorService builder =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("atlas").daemon().factory());
    private volatile @Nullable Atlas atlas;
    private boolean indexed;
    private long seen = -1;
    private long seenHere = -1;
    private int looks;
    private long restUntil = System.nanoTime();

    AtlasKeeper(Directory directory) {
        this.directory = directory;
        var _ = builder.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The present atlas.
     *
     * @throws Problem service-unavailable, before the first one is built
     */
    Atlas present() {
        var present = atlas;
        if (present == null) {
            throw new Problem(ProblemType.SERVICE_UNAVAILABLE, "The map is not loaded yet")
                    .header("Retry-After", "1");
        }
        return present;
    }

    boolean isLoaded() {
        return atlas != null;
    }

    private void look() {
        try {
            var here = directory.localChanges();
            if (System.nanoTime() - restUntil < 0) {
                return;
            }
            if (here == seenHere && atlas != null && looks++ % OTHERS_EVERY != 0) {
                return;
            }
            if (!indexed) {
                directory.createIndexes();
                indexed = true;
            }
            // Counted before reading: a change that comes meanwhile is seen at the next look.
            var changes = directory.changes();
            if (changes != seen || atlas == null) {
                long begun = System.nanoTime();
                atlas = Atlas.of(directory, atlas);
                seen = changes;
                rest(System.nanoTime() - begun);
            }
            seenHere = here;
        } catch (RuntimeException e) {
            log.warn("The map stays as it was: {}", e.getMessage());
        }
    }

    /** A large map that changes all the time takes half a processor, not all of one. */
    private void rest(long built) {
        restUntil = System.nanoTime() + Math.min(built, LONGEST_REST);
        if (built > SLOW) {
            log.info("The map took {} ms to make", built / 1_000_000);
        }
    }

    @Override
    public void destroy() {
        builder.shutdownNow();
    }
}
