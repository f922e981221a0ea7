package dev.wangge.platform.relay;

import com.mongodb.client.MongoCollection;
import dev.wangge.platform.relay.Outcome.Crowded;
import dev.wangge.platform.relay.Outcome.Refused;
import dev.wangge.platform.relay.Outcome.Taken;
import dev.wangge.platform.relay.Outcome.Unanswered;
import dev.wangge.platform.relay.SetAside.Unsendable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Sends present states to a topic, many at once, for whoever keeps what waits: nothing in it is in
 * an order but what is sent under one key. A partition that takes nothing is passed over, but for
 * one record at a time that tries it; a state that no broker takes is set aside.
 */
public final class StateRelay {
    /** What is sent to a partition that does not answer in time is still looked after. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaOperations<String, byte[]> kafka;
    private final Partitions partitions;
    private final SetAside setAside;
    private final String topic;

    /** How many are on their way to a partition. */
    private final Map<Integer, Integer> underWay = new ConcurrentHashMap<>();

    /**
     * @param setAside the collection {@link FactRelay#SET_ASIDE} of the same database
     * @param of the collection whose states they are
     * @param source who says so, as in {@code /case-service}
     */
    public StateRelay(
            KafkaOperations<String, byte[]> kafka,
            MongoCollection<Document> setAside,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String of,
            String source) {
        this.kafka = kafka;
        this.partitions = new Partitions(kafka, clock, metrics, topic, of);
        this.setAside = new SetAside(setAside, clock, metrics, topic, of, source);
        this.topic = topic;
    }

    /**
     * A state to send.
     *
     * @param type for whoever reads that it is set aside
     * @param event null for a tombstone
     */
    public record State(String key, long seq, String type, @Nullable Binary event) {
        public static State of(String key, long seq, String type, byte[] event) {
            return new State(key, seq, type, new Binary(event));
        }

        /** Nothing has this key any more. */
        public static State tombstone(String key, long seq) {
            return new State(key, seq, "tombstone", null);
        }

        private int bytes() {
            return event == null ? 0 : event.length();
        }

        private byte @Nullable [] value() {
            return event == null ? null : event.getData();
        }
    }

    /**
     * What waits for this topic in a collection.
     *
     * @param pending the field that says since when a document waits
     * @param partition the field that says for which partition, as {@link #partitionOf} had it
     */
    public Backlog backlog(MongoCollection<Document> documents, String pending, String partition) {
        return new Backlog(documents, pending, partition, partitions);
    }

    /**
     * Looks around before something is sent; call before each sweep.
     *
     * @return false when there is no broker at all
     */
    public boolean isThere() {
        partitions.lookUp();
        return partitions.isOpen(Partitions.UNKNOWN);
    }

    /** The partition of a key; -1 until the broker was there once. */
    public int partitionOf(String key) {
        return partitions.of(key);
    }

    /** Whether what has this key would be sent now. */
    public boolean isOpen(String key) {
        return partitions.isOpen(partitions.of(key));
    }

    /** Partitions that are sent to; -1 among them. */
    public List<Integer> open() {
        return partitions.open();
    }

    /** Whether some partition takes nothing. */
    public boolean isTroubled() {
        return !partitions.inTrouble().isEmpty();
    }

    /** How often a partition's trouble has ended. */
    public long mended() {
        return partitions.mended();
    }

    /** Whether no partition takes anything. */
    public boolean brokerAway() {
        return partitions.allAway();
    }

    /**
     * Sends states, each under another key, and waits for a while.
     *
     * @return the keys of those that are done: the broker has them, or they are set aside
     */
    public Set<String> send(Collection<State> states) {
        var busy = Set.copyOf(underWay.keySet()); // An older state may be on its way there.
        var sent = new LinkedHashMap<State, CompletableFuture<Outcome>>();
        for (var state : states) {
            int partition = partitions.of(state.key());
            if (partitions.isOpen(partition) && !busy.contains(partition)) {
                sent.put(state, sending(state, partition));
            }
        }
        CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        var done = new HashSet<String>();
        sent.forEach((state, outcome) -> {
            switch (outcome.getNow(new Crowded())) {
                case Taken _ -> done.add(state.key());
                case Refused refused -> {
                    setAside(state, refused.why());
                    done.add(state.key());
                }
                case Unanswered _, Crowded _ -> {}
            }
        });
        return done;
    }

    private CompletableFuture<Outcome> sending(State state, int partition) {
        underWay.merge(partition, 1, Integer::sum);
        return Outcome.sending(kafka, topic, state.key(), state.value())
                .whenComplete((outcome, _) -> {
                    underWay.computeIfPresent(partition, (_, n) -> n == 1 ? null : n - 1);
                    switch (outcome) {
                        case Taken _, Refused _ -> partitions.answered(partition);
                        case Unanswered unanswered ->
                                partitions.failed(partition, unanswered.why());
                        case Crowded _ -> {}
                    }
                });
    }

    private void setAside(State state, Throwable why) {
        // Its owner has it, and says it again: what is kept here would be old by then.
        setAside.put(
                new Unsendable(state.key(), state.seq(), state.type(), state.bytes(), null, why));
    }

    /**
     * Partitions in trouble that are due to be tried; each wants a {@link #probe}, or {@link
     * #nothingToProbe}, or {@link #notProbed}.
     */
    public List<Integer> toProbe() {
        return partitions.toProbe();
    }

    /** Tries a partition in trouble, without waiting. That the state is taken is not told. */
    public void probe(State state) {
        int partition = partitions.of(state.key());
        var _ = sending(state, partition).whenComplete((_, _) -> partitions.probeEnded(partition));
    }

    /** Nothing waits for it. */
    public void nothingToProbe(int partition) {
        partitions.presumed(partition);
    }

    /** Somebody else does it. */
    public void notProbed(int partition) {
        partitions.probeEnded(partition);
    }

    /**
     * Tries what is set aside again, when it is time for that.
     *
     * @param resend marks the state of this key as not sent yet, whatever it is now
     */
    public void tryAgain(Consumer<String> resend) {
        setAside.tryAgain(record -> {
            resend.accept(record.getString("key"));
            return true;
        });
    }
}
