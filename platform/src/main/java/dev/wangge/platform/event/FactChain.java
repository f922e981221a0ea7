package dev.wangge.platform.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The facts of one aggregate, each chained to the one before. */
public final class FactChain {
    private final EventCodec codec;
    private final String aggregate;
    private final List<Fact> facts = new ArrayList<>();
    private int known;

    /**
     * A story that goes on from what is stored.
     *
     * @param codec knows the events it may tell
     */
    public FactChain(EventCodec codec, String aggregate, List<Fact> stored) {
        this.codec = codec;
        this.aggregate = aggregate;
        facts.addAll(stored);
        known = stored.size();
    }

    /** Tells what happened next. */
    public Fact add(Object event, String by, Instant at) {
        var fact = codec.fact(aggregate, seq(), lastHash(), event, by, at);
        facts.add(fact);
        return fact;
    }

    public long seq() {
        return facts.isEmpty() ? 0 : facts.getLast().seq();
    }

    private String lastHash() {
        return facts.isEmpty() ? Fact.GENESIS : facts.getLast().hash();
    }

    /** Whether this very event is among the facts already. */
    public boolean holds(Object event) {
        var type = codec.typeOf(event);
        return facts.stream()
                .filter(fact -> fact.type().equals(type))
                .anyMatch(fact -> codec.event(fact).filter(event::equals).isPresent());
    }

    public List<Fact> facts() {
        return facts;
    }

    /** What was told is stored. */
    public void stored() {
        known = facts.size();
    }

    /** Facts added since it was read or stored. */
    public List<Fact> added() {
        return facts.subList(known, facts.size());
    }
}
