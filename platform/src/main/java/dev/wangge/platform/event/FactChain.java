package dev.wangge.platform.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The facts of one aggregate, each chained to the one before. */
public final class FactChain {
    private final EventCodec codec;
    private final String aggregate;
    private final List<Fact> facts = new ArrayList<>();
    private final long seqBefore;
    private final String hashBefore;
    private int known;

    /**
     * A story that goes on from what is stored.
     *
     * @param codec knows the events it may tell
     */
    public FactChain(EventCodec codec, String aggregate, List<Fact> stored) {
        this(codec, aggregate, 0, Fact.GENESIS);
        facts.addAll(stored);
        known = stored.size();
    }

    /**
     * A story that goes on from a fact that need not be read.
     *
     * @param seq of the last fact there is
     * @param hash of that fact
     */
    public FactChain(EventCodec codec, String aggregate, long seq, String hash) {
        this.codec = codec;
        this.aggregate = aggregate;
        this.seqBefore = seq;
        this.hashBefore = hash;
    }

    /** Tells what happened next. */
    public Fact add(Object event, String by, Instant at) {
        var fact = codec.fact(aggregate, seq(), lastHash(), event, by, at);
        facts.add(fact);
        return fact;
    }

    public long seq() {
        return facts.isEmpty() ? seqBefore : facts.getLast().seq();
    }

    /** What the next fact is chained to. */
    public String lastHash() {
        return facts.isEmpty() ? hashBefore : facts.getLast().hash();
    }

    /** Those it was given, and those that were added. */
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
