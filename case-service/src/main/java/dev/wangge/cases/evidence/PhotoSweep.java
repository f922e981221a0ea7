package dev.wangge.cases.evidence;

import dev.wangge.cases.evidence.Photos.Doubtful;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes photos that no action used: it was refused, or never came. Whether one is used is what
 * the facts of its case say, so it does not matter where anybody was killed, nor how many sweep.
 */
@Component
class PhotoSweep {
    private static final int AT_ONCE = 100;
    private static final Logger log = LoggerFactory.getLogger(PhotoSweep.class);
    private final Photos photos;
    private final CaseStore cases;
    private final EachAlone each;

    PhotoSweep(Photos photos, CaseStore cases, Clock clock, MeterRegistry metrics) {
        this.photos = photos;
        this.cases = cases;
        this.each = new EachAlone("unused photos", clock, metrics);
    }

    /** Looks at all that have been unused for too long. */
    @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
    void sweep() {
        int settled;
        do {
            var byCase =
                    photos.doubtful(each.among(1) * AT_ONCE).stream()
                            .collect(Collectors.groupingBy(Doubtful::caseId));
            settled = each.forEach(byCase.entrySet(), Map.Entry::getKey, this::settle);
        } while (settled > 0);
    }

    private void settle(Map.Entry<String, List<Doubtful>> ofCase) {
        var story = cases.find(ofCase.getKey()).map(StoredCase::story);
        int removed = 0;
        for (var photo : ofCase.getValue()) {
            if (story.filter(it -> it.names(Evidence.photo(photo.name()))).isPresent()) {
                photos.keepForGood(photo);
            } else if (photos.remove(photo)) {
                removed++;
            }
        }
        if (removed > 0) {
            log.info("Removed {} photos of {} that no action named", removed, ofCase.getKey());
        }
    }
}
