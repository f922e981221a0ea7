package dev.wangge.cases.intake;

import dev.wangge.cases.life.CaseStore;
import dev.wangge.cases.life.Cases;
import dev.wangge.cases.locate.LaterLocator;
import dev.wangge.cases.people.People;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final People people;

    LateLocating(CaseStore store, Cases cases, LaterLocator locator, People people) {
        this.store = store;
        this.cases = cases;
        this.locator = locator;
        this.people = people;
    }

    private @Nullable String phoneOf(@Nullable String reporter) {
        return Optional.ofNullable(reporter).flatMap(people::phoneIndexOf).orElse(null);
    }

    @Scheduled(fixedDelay = 1000)
    void sweep() {
        for (var id : store.postponed(BATCH)) {
            var stored = store.find(id);
            if (stored.isEmpty()) {
                continue;
            }
            var it = stored.get().now();
            var place = locator.locate(it.whereabouts().from(phoneOf(it.reporter())));
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
