package dev.wangge.grids.grid;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.wangge.grids.directory.Allotment;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.platform.store.DatabaseAway;
import dev.wangge.platform.store.Inserts;
import dev.wangge.platform.sweep.EachAlone;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Splits and merges that hold whatever happens. Inserting the {@link Succession} decides: before
 * it, nothing but codes has been taken, and nothing shows; after it, every step can be done again
 * by anyone, and the sweep does what a crash left. So there is nothing to undo, and no grid is
 * locked for others meanwhile: who changes a grid that is being replaced changes what it was in the
 * end. The successors come first, then whoever serves moves, then the old grids end: no ground and
 * nobody's duty is without a grid in between.
 */
@Component
class Successions {
    private static final Logger log = LoggerFactory.getLogger(Successions.class);
    private final MongoCollection<Document> successions;
    private final Directory directory;
    private final Allotment allotment;
    private final Occupants occupants;
    private final DutyList duty;
    private final EachAlone each;
    private boolean indexed;

    Successions(
            MongoOperations mongo,
            Directory directory,
            Allotment allotment,
            Occupants occupants,
            DutyList duty,
            Clock clock,
            MeterRegistry metrics) {
        this.successions = mongo.getCollection("gridSuccessions");
        this.directory = directory;
        this.allotment = allotment;
        this.occupants = occupants;
        this.duty = duty;
        this.each = new EachAlone("successions of grids", clock, metrics);
    }

    /** All of a village, the oldest first. */
    List<Succession> of(String village) {
        return read(
                Filters.and(Filters.gt("_id", village + ":"), Filters.lt("_id", village + ";")));
    }

    private List<Succession> read(Bson which) {
        return successions
                .find(which)
                .sort(Sorts.ascending("_id"))
                .map(Succession::from)
                .into(new ArrayList<>());
    }

    /** Decides it; false when another was decided under its number. */
    boolean decide(Succession succession) {
        return Inserts.insertIfAbsent(successions, succession.toDocument().append("open", true));
    }

    /** Does all that follows. */
    void finish(Succession succession) {
        for (var successor : succession.successors()) {
            make(succession, successor);
        }
        move(succession);
        for (var grid : succession.replaced()) {
            end(succession, grid);
        }
        close(succession);
    }

    void make(Succession succession, Successor successor) {
        // Not filled when it was made before; or when an import named this very code meanwhile:
        // then that grid is the successor.
        allotment.fill(
                Entry.of(
                        Kind.GRID,
                        successor.code(),
                        successor.code(),
                        successor.state(),
                        successor.geometry()),
                succession.id(),
                succession.by());
    }

    void move(Succession succession) {
        for (var grid : succession.replaced()) {
            occupants.move(
                    grid,
                    succession.members(),
                    succession.successors().getFirst().code(),
                    succession.by());
        }
    }

    void end(Succession succession, String code) {
        var by = succession.successors().stream().map(Successor::code).toList();
        while (true) {
            var grid = directory.find(Kind.GRID, code);
            if (grid.isEmpty()
                    || by.equals(grid.get().state().getList("succeededBy", String.class))
                    || directory.replace(
                            GridDays.replaced(grid.get(), by, succession.on()),
                            grid.get(),
                            succession.by())) {
                return;
            }
        }
    }

    void close(Succession succession) {
        var grids = new ArrayList<>(succession.replaced());
        succession.successors().forEach(it -> grids.add(it.code()));
        duty.reevaluate(grids);
        successions.updateOne(Filters.eq("_id", succession.id()), Updates.unset("open"));
    }

    /** Finishes what somebody began and did not live to finish. */
    @Scheduled(fixedDelayString = "${wangge.grids.successions-every:1s}")
    void sweep() {
        if (!indexed) {
            successions.createIndex(Indexes.ascending("open"), new IndexOptions().sparse(true));
            indexed = true;
        }
        var open =
                successions
                        .find(Filters.exists("open"))
                        .sort(Sorts.ascending("_id"))
                        .into(new ArrayList<>());
        each.forEach(
                open, stored -> stored.getString("_id"), stored -> finish(Succession.from(stored)));
    }

    /** What was decided holds: what cannot be done now is done by the sweep. */
    void finishOrLeave(Succession succession) {
        try {
            finish(succession);
        } catch (RuntimeException e) {
            if (DatabaseAway.causes(e)) {
                log.warn("Succession {} waits: {}", succession.id(), e.toString());
            } else {
                each.failed(succession.id(), e);
            }
        }
    }
}
