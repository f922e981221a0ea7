package dev.wangge.grids.period;

import dev.wangge.grids.period.KeyPeriod.Cancelled;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Key periods: made, changed until they begin, cancelled. */
@Component
class PeriodCommands {
    private static final int TRIES = 20;
    private final PeriodStore store;
    private final PeriodCheck check;
    private final Clock clock;

    PeriodCommands(PeriodStore store, PeriodCheck check, Clock clock) {
        this.store = store;
        this.check = check;
        this.clock = clock;
    }

    /** Makes a period; the same key and body gives the one that its first time made. */
    KeyPeriod create(PeriodBody body, @Nullable IdempotencyKey key, Caller caller) {
        var id = key == null ? UUID.randomUUID().toString() : key.id();
        if (key != null) {
            // First: what its first time was allowed may be refused by now, as a day that is gone.
            var before = store.find(id);
            if (before.isPresent()) {
                key.requireSameBody(store.madeWith(id).orElse(null));
                return before.get();
            }
        }
        var period = check.checked(id, body, caller, clock.instant());
        if (!store.create(period, key == null ? null : key.body()) && key != null) {
            key.requireSameBody(store.madeWith(id).orElse(null));
        }
        return store.find(id).orElseThrow(PeriodCommands::noSuchPeriod);
    }

    /** A period that concerns the caller's divisions. */
    KeyPeriod visible(String id, Caller caller) {
        return store.find(id)
                .filter(period ->
                        period.divisions().stream()
                                .map(Codes::prefix)
                                .anyMatch(place ->
                                        caller.covers(place)
                                                || caller.divisions().stream()
                                                        .anyMatch(own -> own.startsWith(place))))
                .orElseThrow(PeriodCommands::noSuchPeriod);
    }

    KeyPeriod replace(String id, PeriodBody body, @Nullable String ifMatch, Caller caller) {
        for (int i = 0; i < TRIES; i++) {
            var now = clock.instant();
            var present = mine(id, caller);
            new EntityTag(present.version()).requireMatch(ifMatch);
            if (present.status(now) != PeriodStatus.PLANNED) {
                throw notAllowed(present);
            }
            var asked = check.checked(id, body, caller, now);
            var wanted =
                    new KeyPeriod(
                            id,
                            asked.name(),
                            asked.from(),
                            asked.to(),
                            asked.divisions(),
                            asked.dueBy(),
                            asked.remindBefore(),
                            asked.roster(),
                            present.createdBy(),
                            present.createdAt(),
                            null,
                            present.version());
            if (store.replace(wanted, present.firstDay().orElse(present.from()))) {
                return store.find(id).orElseThrow(PeriodCommands::noSuchPeriod);
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    KeyPeriod cancel(String id, @Nullable String ifMatch, Caller caller) {
        for (int i = 0; i < TRIES; i++) {
            var now = clock.instant();
            var present = mine(id, caller);
            new EntityTag(present.version()).requireMatch(ifMatch);
            if (present.status(now) == PeriodStatus.CANCELLED) {
                return present; // Doing it twice is doing it once.
            }
            if (present.status(now) == PeriodStatus.ENDED) {
                throw notAllowed(present);
            }
            if (store.cancel(present, new Cancelled(caller.by(), now))) {
                return store.find(id).orElseThrow(PeriodCommands::noSuchPeriod);
            }
        }
        throw new IllegalStateException("No turn to write " + id);
    }

    /** What a period allows whoever may command it. */
    List<String> actions(KeyPeriod period) {
        return switch (period.status(clock.instant())) {
            case PLANNED -> List.of("replace", "cancel");
            case RUNNING -> List.of("cancel");
            case ENDED, CANCELLED -> List.of();
        };
    }

    /** One that the caller may command: all of its divisions are theirs. */
    private KeyPeriod mine(String id, Caller caller) {
        var period = visible(id, caller);
        period.divisions().forEach(division -> caller.requireScope(Codes.prefix(division)));
        return period;
    }

    private Problem notAllowed(KeyPeriod period) {
        var state = period.status(clock.instant());
        return new Problem(ProblemType.ACTION_NOT_ALLOWED, "The key period is " + state)
                .with("state", state)
                .with("actions", actions(period));
    }

    static Problem noSuchPeriod() {
        return new Problem(ProblemType.NO_SUCH_KEY_PERIOD, "No such key period in your divisions");
    }
}
