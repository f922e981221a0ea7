package dev.wangge.platform.relay;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * The partitions of a topic, and which of them do not answer. A partition in trouble is tried with
 * one record at a time, and less and less often; the others know nothing of it. The broker is away
 * when none answers any more.
 */
final class Partitions {
    private static final Logger log = LoggerFactory.getLogger(Partitions.class);

    /** Of every key while nobody has told yet how many partitions there are. */
    static final int UNKNOWN = -1;

    private static final Duration MOST_BETWEEN_PROBES = Duration.ofSeconds(5);

    /** That all are silent is said when one would have answered meanwhile, had it been asked. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** One that answered so lately answers now. */
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final KafkaOperations<String, byte[]> kafka;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final String topic;
    private final String of;
    private final Map<Integer, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<Integer, Instant> answers = new ConcurrentHashMap<>();
    private final AtomicLong mended = new AtomicLong();
    private volatile int count;
    private volatile boolean unreachable;

    /**
     * @param of whose records they are, for the metric
     */
    Partitions(
            KafkaOperations<String, byte[]> kafka,
            InstantSource clock,
            MeterRegistry metrics,
            String topic,
            String of) {
        this.kafka = kafka;
        this.clock = clock;
        this.metrics = metrics;
        this.topic = topic;
        this.of = of;
    }

    /**
     * @param failures probes that failed one after the other, and what came before the first
     * @param probing whether one is on its way
     */
    private record Trouble(Instant since, int failures, Instant probeAt, boolean probing) {
        private Trouble probed(boolean now, Instant next) {
            return new Trouble(since, failures, next, now);
        }
    }

    /**
     * Asks how many partitions there are; the producer knows without asking the broker once it was
     * told. Waits as long as the producer does when there is no broker.
     */
    void lookUp() {
        try {
            int found = kafka.partitionsFor(topic).size();
            if (found > count) {
                IntStream.range(count, found).forEach(this::measure);
            }
            count = found;
            unreachable = false;
        } catch (RuntimeException e) {
            if (count == 0 && !unreachable) {
                unreachable = true;
                log.warn("The broker is away; what goes to {} waits: {}", topic, e.getMessage());
            }
        }
    }

    private void measure(int partition) {
        Gauge.builder("wangge.relay.partition.trouble", () -> isInTrouble(partition) ? 1 : 0)
                .description("1 while a partition takes nothing: what belongs there waits")
                .tag("topic", topic)
                .tag("of", of)
                .tag("partition", Integer.toString(partition))
                .register(metrics);
    }

    /** As the producer decides by a record's key; {@link #UNKNOWN} until it was looked up. */
    int of(String key) {
        int known = count;
        return known == 0
                ? UNKNOWN
                : Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % known;
    }

    /** Whether a partition is sent to, as far as is known. */
    boolean isOpen(int partition) {
        return partition == UNKNOWN ? !unreachable : !isInTrouble(partition);
    }

    private boolean isInTrouble(int partition) {
        return troubles.containsKey(partition);
    }

    /** Those that are sent to, {@link #UNKNOWN} among them. */
    List<Integer> open() {
        return IntStream.range(UNKNOWN, count).filter(this::isOpen).boxed().toList();
    }

    List<Integer> inTrouble() {
        return troubles.keySet().stream().sorted().toList();
    }

    /**
     * Whether none has answered since the first of those in trouble took nothing, nor just before.
     */
    boolean allAway() {
        var last = answers.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
        return count == 0
                ? unreachable
                : !troubles.isEmpty()
                        && last.isBefore(clock.instant().minus(SILENCE))
                        && troubles.values().stream().allMatch(it -> last.isBefore(it.since()));
    }

    /** Whether the broker answered for it a moment ago. */
    boolean answersNow(int partition) {
        var last = answers.getOrDefault(partition, Instant.MIN);
        return last.isAfter(clock.instant().minus(LATELY));
    }

    /** How often a partition's trouble has ended. */
    long mended() {
        return mended.get();
    }

    /**
     * Those in trouble that are due for a probe and have none on its way; each must be ended by
     * {@link #probeEnded}.
     */
    List<Integer> toProbe() {
        var due = new ArrayList<Integer>();
        var now = clock.instant();
        troubles.replaceAll((partition, trouble) -> {
            if (trouble.probing() || now.isBefore(trouble.probeAt())) {
                return trouble;
            }
            due.add(partition);
            return trouble.probed(true, trouble.probeAt());
        });
        return due;
    }

    /** Whatever became of it. */
    void probeEnded(int partition) {
        troubles.computeIfPresent(
                partition,
                (_, trouble) -> trouble.probing() ? trouble.probed(false, soon(1)) : trouble);
    }

    /** The broker answered for it. */
    void answered(int partition) {
        answers.put(partition, clock.instant());
        if (troubles.remove(partition) != null) {
            mended.incrementAndGet();
            log.info("Partition {} of {} answers again", partition, topic);
        }
    }

    /** Nothing waits for it, so nothing speaks against it. */
    void presumed(int partition) {
        if (troubles.remove(partition) != null) {
            mended.incrementAndGet();
        }
    }

    /** The broker did not answer for it in time, or with what may pass. */
    @SuppressWarnings("ReferenceEquality") // Whether it is the very one that was put there.
    void failed(int partition, Throwable why) {
        if (partition == UNKNOWN) {
            return; // Nobody said that it is one: whoever looks up next finds out.
        }
        var first = new Trouble(clock.instant(), 1, soon(1), false);
        if (troubles.merge(partition, first, this::goesOn) == first) {
            log.warn(
                    "Partition {} of {} takes nothing; what belongs there waits: {}",
                    partition,
                    topic,
                    why.getMessage());
        }
    }

    private Trouble goesOn(Trouble old, Trouble first) {
        if (!old.probing()) {
            return old; // One that was sent before there was trouble.
        }
        int failures = old.failures() + 1;
        return new Trouble(old.since(), failures, soon(failures), false);
    }

    private Instant soon(int failures) {
        var wait = Duration.ofSeconds(1L << Math.min(failures - 1, 5));
        return clock.instant()
                .plus(wait.compareTo(MOST_BETWEEN_PROBES) < 0 ? wait : MOST_BETWEEN_PROBES);
    }
}
