package dev.wangge.platform.deadletter;

import dev.wangge.platform.deadletter.DeadLetter.Origin.Consumed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Pushed;
import dev.wangge.platform.deadletter.DeadLetter.Origin.Unsent;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.store.DatabaseAway;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Gives a dead letter once more to whoever could not take it in, and to no others. What it leads to
 * has identities made from it, so that one replayed twice leads to it once.
 */
final class Replays {
    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private final DeadLetters letters;
    private final KafkaListenerEndpointRegistry listeners;
    private final List<PushTaker> takers;

    Replays(DeadLetters letters, KafkaListenerEndpointRegistry listeners, List<PushTaker> takers) {
        this.letters = letters;
        this.listeners = listeners;
        this.takers = takers;
    }

    /**
     * Replays one. One that was taken in already stays as it is; of two at once the second waits
     * for what comes of the first.
     *
     * @throws Problem no-such-dead-letter, dead-letter-overtaken, replay-failed
     */
    DeadLetter replay(String id, String by) {
        var claim = UUID.randomUUID().toString();
        for (long since = System.nanoTime(); ; pause()) {
            var found = letters.find(id).orElseThrow(Replays::noSuchDeadLetter);
            if (found.status() == DeadLetterStatus.REPLAYED) {
                return found;
            }
            if (found.status() == DeadLetterStatus.OVERTAKEN) {
                throw overtaken();
            }
            var mine = letters.claim(id, claim, by);
            if (mine.isPresent()) {
                take(mine.get(), claim);
                return letters.find(id).orElseThrow(Replays::noSuchDeadLetter);
            }
            if (System.nanoTime() - since > DeadLetters.CLAIM.plusSeconds(5).toNanos()) {
                throw new IllegalStateException("No turn to replay " + id);
            }
        }
    }

    private void take(DeadLetter letter, String claim) {
        try {
            switch (letter.origin()) {
                case Consumed from ->
                        listener(letter.topic(), from.group())
                                .onMessage(List.of(record(letter, from)), null, null);
                case Pushed _ -> takeAgain(letter);
                case Unsent _ -> throw new IllegalStateException("It is to be sent");
            }
        } catch (RuntimeException | StackOverflowError e) {
            if (DatabaseAway.causes(e)) {
                throw e; // The claim runs out by itself.
            }
            var failure = Failure.of(e);
            log.warn("Replayed in vain: {}: {}", letter.id(), failure);
            letters.settle(letter.id(), claim, failure);
            throw new Problem(
                            ProblemType.REPLAY_FAILED,
                            "It cannot be taken in today either: " + failure)
                    .with("state", DeadLetterStatus.OPEN.name())
                    .with("actions", List.of(DeadLetterView.REPLAY));
        }
        letters.settle(letter.id(), claim, null);
    }

    /** The adapter around the listener's method: all threads of its consumers share it. */
    @SuppressWarnings("unchecked")
    private BatchMessageListener<Object, Object> listener(String topic, String group) {
        return listeners.getListenerContainers().stream()
                .filter(container -> group.equals(container.getGroupId()))
                .filter(container -> topics(container).contains(topic))
                .map(container -> container.getContainerProperties().getMessageListener())
                .filter(BatchMessageListener.class::isInstance)
                .map(listener -> (BatchMessageListener<Object, Object>) listener)
                .findFirst()
                .orElseThrow(() -> new NobodyListens());
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<Object, Object> record(DeadLetter letter, Consumed from) {
        return (ConsumerRecord<Object, Object>) (ConsumerRecord<?, ?>) letter.record(from);
    }

    private void takeAgain(DeadLetter letter) {
        takers.stream()
                .filter(taker -> taker.topic().equals(letter.topic()))
                .findFirst()
                .orElseThrow(NobodyListens::new)
                .takeAgain(
                        Objects.requireNonNull(letter.key()),
                        Objects.requireNonNull(letter.value()).getData(),
                        letter.at());
    }

    private static List<String> topics(MessageListenerContainer container) {
        var topics = container.getContainerProperties().getTopics();
        return topics == null ? List.of() : Arrays.asList(topics);
    }

    /** Nobody takes in its topic any more. */
    private static final class NobodyListens extends RuntimeException {}

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for another replay", e);
        }
    }

    static Problem noSuchDeadLetter() {
        return new Problem(ProblemType.NO_SUCH_DEAD_LETTER, "No such dead letter");
    }

    private static Problem overtaken() {
        return new Problem(
                        ProblemType.DEAD_LETTER_OVERTAKEN,
                        "A later state of the same thing was taken in: this one would undo it")
                .with("state", DeadLetterStatus.OVERTAKEN.name())
                .with("actions", List.of());
    }
}
