package dev.wangge.cases.life;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts of one case, each chained to the one before. */
final class Story {
    private static final EventCodec CODEC = new EventCodec(CaseEvent.class);

    private final String caseId;
    private final List<Fact> facts = new ArrayList<>();
    private final int known;

    /** A story that goes on from what is stored. */
    Story(String caseId, List<Fact> stored) {
        this.caseId = caseId;
        facts.addAll(stored);
        known = stored.size();
    }

    Fact add(CaseEvent event, String by, Instant at) {
        var fact = CODEC.fact(caseId, seq(), lastHash(), event, by, at);
        facts.add(fact);
        return fact;
    }

    /** The event inside a fact; empty for one of tomorrow. */
    static Optional<CaseEvent> event(Fact fact) {
        return CODEC.event(fact).map(CaseEvent.class::cast);
    }

    long seq() {
        return facts.isEmpty() ? 0 : facts.getLast().seq();
    }

    private String lastHash() {
        return facts.isEmpty() ? Fact.GENESIS : facts.getLast().hash();
    }

    /** Whether this very event is among the facts already. */
    boolean holds(CaseEvent event) {
        var type = CODEC.typeOf(event);
        return facts.stream()
                .filter(fact -> fact.type().equals(type))
                .anyMatch(fact -> event(fact).filter(event::equals).isPresent());
    }

    List<Fact> facts() {
        return facts;
    }

    /** Facts added since it was read. */
    List<Fact> added() {
        return facts.subList(known, facts.size());
    }
}
