package dev.wangge.grids.directory;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Duty follows the clock: leaves and shifts begin and end, validity turns at midnight. What is due
 * is found by an index, oldest first; after a halt all that came due meanwhile is.
 */
@Component
class DutySweep {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int BATCH = 500;
    private final String instance = UUID.randomUUID().toString();
    private final Directory directory;
    private final DutyList duty;
    private final Clock clock;
    private boolean all;

    DutySweep(Directory directory, DutyList duty, Clock clock) {
        this.directory = directory;
        this.duty = duty;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${wangge.grids.duty-every:1s}")
    void sweep() {
        if (!all && leased()) {
            lookAtThoseNeverLookedAt();
            all = true;
        }
        while (true) {
            var due = due();
            if (due.isEmpty() || !leased()) {
                return;
            }
            look(due);
        }
    }

    private List<Document> due() {
        return directory
                .entries()
                .find(Filters.lte(DutyNote.NEXT, clock.millis()))
                .sort(Sorts.ascending(DutyNote.NEXT))
                .limit(BATCH)
                .projection(Projections.include("kind", "code"))
                .into(new ArrayList<>());
    }

    private void look(List<Document> due) {
        var grids = new ArrayList<String>();
        var divisions = new ArrayList<String>();
        for (var one : due) {
            var code = one.getString("code");
            (Kind.valueOf(one.getString("kind")) == Kind.GRID ? grids : divisions).add(code);
        }
        duty.reevaluate(grids);
        duty.reevaluateDivisions(divisions);
    }

    /** Grids of before there was a sweep; once per start, in the order of their codes. */
    private void lookAtThoseNeverLookedAt() {
        var after = Kind.GRID.key("");
        while (true) {
            var some =
                    directory
                            .entries()
                            .find(
                                    Filters.and(
                                            Filters.gt("_id", after),
                                            Filters.lt("_id", Kind.GRID.key(":")),
                                            Filters.exists(DutyNote.SEQ, false),
                                            Filters.ne("deleted", true)))
                            .sort(Sorts.ascending("_id"))
                            .limit(BATCH)
                            .projection(Projections.include("code"))
                            .into(new ArrayList<>());
            if (some.isEmpty()) {
                return;
            }
            duty.reevaluate(some.stream().map(it -> it.getString("code")).toList());
            after = some.getLast().getString("_id");
        }
    }

    private boolean leased() {
        var now = clock.millis();
        try {
            directory
                    .marks()
                    .updateOne(
                            Filters.and(
                                    Filters.eq("_id", "duty-sweep"),
                                    Filters.or(
                                            Filters.eq("owner", instance),
                                            Filters.lt("until", now))),
                            Updates.combine(
                                    Updates.set("owner", instance),
                                    Updates.set("until", now + LEASE.toMillis())),
                            new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false; // Another instance holds it.
            }
            throw e;
        } catch (MongoCommandException e) {
            if (ErrorCategory.fromErrorCode(e.getErrorCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
