package dev.wangge.platform.relay;

import dev.wangge.contracts.EventType;
import dev.wangge.contracts.relay.v1.RecordWithheld;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.relay.Outcome.Crowded;
import dev.wangge.platform.relay.Outcome.Refused;
import dev.wangge.platform.relay.Outcome.Taken;
import dev.wangge.platform.relay.Outcome.Unanswered;
import dev.wangge.platform.relay.SetAside.Unsendable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Sends facts to a topic, and tells its partitions what became of that. */
final class Sender {
    /** One that may be too large waits for those before it, and is waited for. */
    private static final int ALONE = 64 * 1024;

    private final EventCodec withheld = new EventCodec(RecordWithheld.class);
    private final KafkaOperations<String, byte[]> kafka;
    private final EventCodec codec;
    private final Partitions partitions;
    private final SetAside setAside;
    private final InstantSource clock;
    private final String topic;
    private final String source;
    private final Timer lag;

    Sender(
            KafkaOperations<String, byte[]> kafka,
            EventCodec codec,
            Partitions partitions,
            SetAside setAside,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String source) {
        this.kafka = kafka;
        this.codec = codec;
        this.partitions = partitions;
        this.setAside = setAside;
        this.clock = clock;
        this.topic = topic;
        this.source = source;
        this.lag =
                Timer.builder("wangge.relay.lag")
                        .description("From a fact to the broker's acknowledgement")
                        .tag("topic", topic)
                        .publishPercentileHistogram()
                        .register(metrics);
    }

    private record Sending(Fact fact, Binary event, CompletableFuture<Outcome> outcome) {}

    /**
     * Sends an aggregate's facts in order, and waits until the broker has them. One that it will
     * never take is set aside, and a notice of it goes out in its place.
     *
     * @return false when it has not got them all, as far as is known
     */
    boolean send(String id, List<Fact> facts) {
        if (partitions.of(id) == Partitions.UNKNOWN) {
            partitions.lookUp();
        }
        int partition = partitions.of(id);
        if (!partitions.isOpen(Partitions.UNKNOWN)) {
            return false;
        }
        var sent = new ArrayList<Sending>();
        for (var fact : facts) {
            var event = new Binary(codec.cloudEvent(source, id, fact));
            boolean alone = event.length() > ALONE;
            if (alone && !settled(id, partition, sent)) {
                return false;
            }
            sent.add(new Sending(fact, event, Outcome.sending(kafka, topic, id, event.getData())));
            // Who is refused at once is replaced before the next one is sent. And where nothing is
            // answered the first is waited for: it could expire, and the next one arrive alone.
            boolean waits =
                    alone || sent.getLast().outcome().isDone() || !partitions.answersNow(partition);
            if (waits && !settled(id, partition, sent)) {
                return false;
            }
        }
        if (!settled(id, partition, sent)) {
            return false;
        }
        var now = clock.instant();
        facts.forEach(fact -> lag.record(Duration.between(fact.at(), now)));
        return true;
    }

    /** Waits for what was sent, and forgets it; false when the broker has not got it all. */
    private boolean settled(String id, int partition, List<Sending> sent) {
        for (var one : sent) {
            var outcome = outcome(one.outcome());
            if (outcome instanceof Refused refused) {
                setAside.put(
                        new Unsendable(
                                id,
                                one.fact().seq(),
                                one.fact().type(),
                                one.event().length(),
                                one.event(),
                                refused.why()));
                var notice = codec.cloudEvent(source, id, notice(one, refused));
                outcome = outcome(Outcome.sending(kafka, topic, id, notice));
            }
            if (!note(outcome, partition)) {
                return false;
            }
        }
        sent.clear();
        return true;
    }

    private boolean note(Outcome outcome, int partition) {
        return switch (outcome) {
            case Taken _ -> {
                partitions.answered(partition);
                yield true;
            }
            case Unanswered unanswered -> {
                partitions.failed(partition, unanswered.why());
                yield false;
            }
            case Refused refused -> { // The notice itself.
                partitions.failed(partition, refused.why());
                yield false;
            }
            case Crowded _ -> false;
        };
    }

    /** In place of a fact: consumers know that there was one, and get it when it can be sent. */
    private Fact notice(Sending one, Refused refused) {
        var fact = one.fact();
        var why = refused.why().getClass().getSimpleName();
        var notice = new RecordWithheld(fact.type(), one.event().length(), why);
        return new Fact(
                fact.seq(),
                Ids.of(fact.id(), "withheld").toString(),
                Objects.requireNonNull(RecordWithheld.class.getAnnotation(EventType.class)).value(),
                fact.at(),
                fact.by(),
                withheld.canonical(notice),
                fact.hash());
    }

    /** Sends what was set aside, when it is time to try again. */
    void tryAgain() {
        setAside.tryAgain(record -> send(record, record.get("event", Binary.class)));
    }

    private boolean send(Document record, @Nullable Binary event) {
        var key = record.getString("key");
        return event != null
                && partitions.isOpen(partitions.of(key))
                && outcome(Outcome.sending(kafka, topic, key, event.getData())) instanceof Taken;
    }

    private static Outcome outcome(CompletableFuture<Outcome> sending) {
        try {
            return sending.get(Leases.LENGTH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Crowded(); // Nobody's fault.
        } catch (TimeoutException | ExecutionException e) {
            return new Unanswered(e);
        }
    }
}
