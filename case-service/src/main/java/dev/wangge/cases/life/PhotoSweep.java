package dev.wangge.cases.life;

import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.evidence.Photos.Doubtful;
import java.util.List;
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

    PhotoSweep(Photos photos, CaseStore cases) {
        this.photos = photos;
        this.cases = cases;
    }

    /** Looks at all that have been unused for too long. */
    @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
    void sweep() {
        int removed = 0;
        List<Doubtful> some;
        do {
            some = photos.doubtful(AT_ONCE);
            var byCase = some.stream().collect(Collectors.groupingBy(Doubtful::caseId));
            for (var entry : byCase.entrySet()) {
                var stored = cases.find(entry.getKey());
                for (var photo : entry.getValue()) {
                    if (stored.filter(it -> it.names(Evidence.photo(photo.name()))).isPresent()) {
                        photos.keepForGood(photo);
                    } else if (photos.remove(photo)) {
                        removed++;
                    }
                }
            }
        } while (some.size() == AT_ONCE);
        if (removed > 0) {
            log.info("Removed {} photos that no action named", removed);
        }
    }
}
