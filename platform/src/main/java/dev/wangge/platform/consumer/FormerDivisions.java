package dev.wangge.platform.consumer;

import com.mongodb.client.model.Filters;
import dev.wangge.contracts.grids.v1.DirectoryEntry.DivisionState;
import dev.wangge.platform.place.Succession;
import dev.wangge.platform.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/**
 * What was filed under a code that another has replaced belongs to who answers for the new one. As
 * of at most five seconds ago: codes change once in a decade.
 */
public final class FormerDivisions {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private final TopicReplica directory;
    private final InstantSource clock;
    private volatile Known known = new Known(Succession.NONE, Instant.MIN);

    private record Known(Succession succession, Instant until) {}

    /**
     * @param directory a copy of the grids topic
     */
    public FormerDivisions(TopicReplica directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** These prefixes, and those of the divisions that they came after. */
    public List<String> and(List<String> prefixes) {
        return present().withFormer(prefixes);
    }

    /** The caller, who answers for what came before its divisions too. */
    public Caller widened(Caller caller) {
        return caller.over(this::and);
    }

    private Succession present() {
        var seen = known;
        var now = clock.instant();
        if (now.isBefore(seen.until())) {
            return seen.succession();
        }
        // Others go on with what was known while this one looks.
        known = new Known(seen.succession(), now.plus(FRESH));
        var successors = new HashMap<String, String>();
        for (var division :
                directory.find(Filters.gt("state.supersededBy", ""), DivisionState.class)) {
            successors.put(division.code(), Objects.requireNonNull(division.supersededBy()));
        }
        var fresh = new Succession(successors);
        known = new Known(fresh, now.plus(FRESH));
        return fresh;
    }
}
