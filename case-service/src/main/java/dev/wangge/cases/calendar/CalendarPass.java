package dev.wangge.cases.calendar;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import dev.wangge.cases.access.AccessKeys;
import dev.wangge.cases.clock.WorkCalendar;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.room.Room;
import dev.wangge.cases.rulebook.CalendarRules;
import dev.wangge.cases.rulebook.Rulebook;
import dev.wangge.cases.rulebook.Rulebooks;
import dev.wangge.cases.ruleset.RulesInForce;
import dev.wangge.cases.ruleset.RulesInForce.Own;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.cases.supervision.WakeUps;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDueMoved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts what is open anew when a calendar was set: each case whose due time moves has a fact of
 * it. A pass that is interrupted begins again; what was moved does not move twice.
 */
@Component
class CalendarPass {
    private static final Logger log = LoggerFactory.getLogger(CalendarPass.class);
    private static final int AT_ONCE = 200;
    private static final int TRIES = 50;

    /** Every instance goes by a version that is older than this. */
    private static final Duration KNOWN_TO_ALL = Duration.ofSeconds(10);

    private final MongoCollection<Document> cases;
    private final MongoCollection<Document> passes;
    private final CaseStore store;
    private final RulesInForce rules;
    private final CalendarRules calendars;
    private final Rulebooks rulebooks;
    private final WakeUps wakeUps;
    private final Clock clock;

    CalendarPass(
            MongoOperations mongo,
            CaseStore store,
            RulesInForce rules,
            CalendarRules calendars,
            Rulebooks rulebooks,
            WakeUps wakeUps,
            Clock clock) {
        this.cases = mongo.getCollection("cases");
        this.passes = mongo.getCollection("calendarPasses");
        this.store = store;
        this.rules = rules;
        this.calendars = calendars;
        this.rulebooks = rulebooks;
        this.wakeUps = wakeUps;
        this.clock = clock;
    }

    /** What a calendar would move, case by case; nothing is written. */
    void preview(String division, WorkCalendar calendar, BiConsumer<Case, CaseDueMoved> moved) {
        var now = now();
        forEach(
                division,
                some ->
                        some.stream()
                                .map(StoredCase::now)
                                .forEach(it ->
                                        Recalculation.of(it, rules(it).in(calendar), now)
                                                .forEach(move -> moved.accept(it, move))));
    }

    /** Moves what calendars that were set since have moved. */
    @Scheduled(fixedDelayString = "${wangge.calendars.every:5s}")
    void pass() {
        rules.own(calendars)
                .forEach((division, own) -> {
                    if (done(division) < own.version()) {
                        pass(division, own);
                    }
                });
    }

    /** Once more until whatever was decided by the one before is written, too. */
    private void pass(String division, Own own) {
        boolean isLast = own.since().plus(KNOWN_TO_ALL).isBefore(clock.instant());
        var moved = pass(division);
        if (moved > 0) {
            log.info(
                    "Version {} of the calendar of {} moved {} cases",
                    own.version(),
                    division,
                    moved);
        }
        if (isLast) {
            passes.replaceOne(
                    Filters.eq("_id", division),
                    new Document("version", own.version()),
                    new ReplaceOptions().upsert(true));
        }
    }

    private int done(String division) {
        var pass = passes.find(Filters.eq("_id", division)).first();
        return pass == null ? 0 : pass.getInteger("version", 0);
    }

    private int pass(String division) {
        var moved = new ArrayList<Integer>();
        forEach(division, some -> moved.add(move(some)));
        return moved.stream().mapToInt(Integer::intValue).sum();
    }

    private int move(List<StoredCase> some) {
        // Reminders wait for its hours, too; what is moved below says so itself.
        wakeUps.correct(some);
        var changed = some.stream().map(this::moved).flatMap(List::stream).toList();
        // Where somebody was quicker with one of them, each is written by itself.
        return store.append(changed)
                ? changed.size()
                : changed.stream().mapToInt(it -> moveAlone(it.id())).sum();
    }

    private int moveAlone(String id) {
        for (int i = 0; i < TRIES; i++) {
            var moved = store.find(id).map(this::moved).orElse(List.of());
            if (moved.isEmpty()) {
                return 0;
            }
            if (store.append(moved.getFirst(), null)) {
                return 1;
            }
        }
        // The pass is not done, and begins again.
        throw new IllegalStateException("No turn to write " + id);
    }

    private List<Case> moved(StoredCase stored) {
        var it = stored.now();
        var now = now();
        var moves = Recalculation.of(it, rules(it), now);
        if (moves.isEmpty() || !Room.forWakeUps(it)) {
            return List.of();
        }
        moves.forEach(move -> it.record(move, Actor.SYSTEM, now));
        return List.of(it);
    }

    private Rulebook rules(Case it) {
        return rulebooks.named(it.rulebook(), it.path());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Cases that wait for something where this division's calendar counts, some at a time. */
    private void forEach(String division, java.util.function.Consumer<List<StoredCase>> each) {
        var ids = new ArrayList<String>();
        for (var found : cases.find(waitingIn(division)).projection(Projections.include("_id"))) {
            ids.add(found.getString("_id"));
            if (ids.size() == AT_ONCE) {
                each.accept(counted(division, ids));
                ids.clear();
            }
        }
        each.accept(counted(division, ids));
    }

    private List<StoredCase> counted(String division, List<String> ids) {
        return store.find(ids).stream().filter(it -> counts(division, it)).toList();
    }

    /** Where no division below has a calendar of its own. */
    private boolean counts(String division, StoredCase it) {
        return rules.divisionOf(calendars, it.now().path()).length() <= division.length();
    }

    private static org.bson.conversions.Bson waitingIn(String division) {
        var lyingThere = Filters.in("path", AccessKeys.ofAllIn(division));
        // Each has an index of its own, which is looked for where the "or" is outermost.
        return Filters.or(
                Filters.and(
                        lyingThere,
                        Filters.in("status", Status.OPEN.stream().map(Status::name).toList())),
                Filters.and(lyingThere, Filters.exists(CaseStore.CHECK)));
    }
}
