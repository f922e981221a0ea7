package dev.wangge.cases.splitting;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Report;
import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.intake.CaseNumbers;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.bond.Child;
import dev.wangge.cases.locate.Located;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseChildOpened;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplitOff;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Makes the cases that one was split into. That one says which are not there yet: whoever comes,
 * any number of times and at once, finds those that are there by their ids, and makes the others.
 */
@Component
public class SplitErrand {
    private static final int TRIES = 50;
    private static final String CHANNEL = "SPLIT";
    private final CaseStore store;
    private final Cases cases;
    private final CaseNumbers numbers;
    private final Directory directory;
    private final Clock clock;

    SplitErrand(
            CaseStore store, Cases cases, CaseNumbers numbers, Directory directory, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.numbers = numbers;
        this.directory = directory;
        this.clock = clock;
    }

    /** Does it; what was done of it before is left as it is. */
    public void open(String id) {
        for (int i = 0; i < TRIES; i++) {
            var split = store.find(id).map(StoredCase::now).orElseThrow();
            for (var child : split.bonds().family().unopened()) {
                var opened = new CaseChildOpened(child.id(), open(split, child).number());
                split.record(opened, Actor.SYSTEM, clock.instant());
            }
            if (store.append(split, null)) {
                return;
            }
        }
        throw new IllegalStateException("No turn to write what " + id + " was split into");
    }

    private Case open(Case split, Child child) {
        var key =
                new IdempotencyKey(
                        Ids.of("split-case", child.id()).toString(),
                        Ids.sha256(child.id().getBytes(StandardCharsets.UTF_8)));
        return cases.opened(child.id(), key)
                .orElseGet(() ->
                        cases.open(
                                child.id(),
                                report(split, child),
                                place(split),
                                Actor.parse(child.by()),
                                key));
    }

    /** Its reporter hears of the case that was split, and of no other. */
    private Report report(Case split, Child child) {
        var reported = split.reported();
        return new Report(
                numbers.next(clock.instant()),
                child.kind(),
                // As it was split: that rules have changed since keeps no part from being made.
                _ -> child.categories(),
                Assessment.NONE,
                Objects.requireNonNullElse(split.texts().text(child.title()), split.number()),
                split.texts().text(child.description()),
                CHANNEL,
                null,
                null,
                reported.occurredAt(),
                split.scope(),
                reported.coordinates(),
                reported.gridCode(),
                split.address(),
                split.division(),
                null,
                List.of(),
                split.confidence(),
                new CaseSplitOff(split.id(), split.number(), split.reportedBy()));
    }

    /** Where the other one lies, with whoever is on duty there now. */
    private Optional<Located> place(Case split) {
        return Optional.ofNullable(split.location())
                .map(there ->
                        new Located(
                                there.gridCode(),
                                there.divisionCode(),
                                there.path(),
                                there.rule(),
                                there.confidence(),
                                Optional.ofNullable(there.gridCode())
                                        .map(directory::onDuty)
                                        .orElse(List.of())));
    }
}
