package dev.wangge.cases.intake;

import dev.wangge.cases.life.CaseStore;
import dev.wangge.cases.life.Cases;
import dev.wangge.cases.locate.LaterLocator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Locates what came while grid-service was away, as soon as it answers again. */
@Component
class LateLocating {
    private static final Logger log = LoggerFactory.getLogger(LateLocating.class);
    private static final int BATCH = 200;
    private final CaseStore store;
    private final Cases cases;
    private final LaterLocator locator;

    LateLocating(CaseStore store, Cases cases, LaterLocator locator) {
        this.store = store;
        this.cases = cases;
        this.locator = locator;
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        for (var id : store.postponed(BATCH)) {
            var stored = store.find(id);
            if (stored.isEmpty()) {
                continue;
            }
            var it = stored.get().now();
            var place = locator.locate(it.whereabouts());
            if (place.isEmpty()) {
                return; // Still away: the rest would only wait too.
            }
            var scope = it.scope();
            cases.locateNow(
                    id, place.get().within(scope.isEmpty() ? List.of() : List.of(scope.getLast())));
            log.info("Located {} late: {}", it.number(), place.get().rule());
        }
    }
}
