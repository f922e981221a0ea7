package dev.wangge.platform.relay;

import dev.wangge.platform.relay.Outcome.Crowded;
import dev.wangge.platform.relay.Outcome.Refused;
import dev.wangge.platform.relay.Outcome.Taken;
import dev.wangge.platform.relay.Outcome.Unanswered;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.core.KafkaOperations;

/** What became of one record that somebody had sent by hand. */
public sealed interface Delivery {

    /** The broker has it. */
    record Made() implements Delivery {}

    /** It does not take it as it is. */
    record Impossible(Throwable why) implements Delivery {}

    /** It does not answer now. */
    record Pending() implements Delivery {}

    /** Sends a record that was set aside once more, and waits for what the broker says. */
    static Delivery of(
            KafkaOperations<String, byte[]> kafka, String topic, String key, byte[] event) {
        return switch (outcome(Outcome.sending(kafka, topic, key, event))) {
            case Taken _ -> new Made();
            case Refused(var why) -> new Impossible(why);
            case Unanswered _, Crowded _ -> new Pending();
        };
    }

    private static Outcome outcome(CompletableFuture<Outcome> sending) {
        try {
            return sending.get(Leases.LENGTH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Crowded();
        } catch (TimeoutException | ExecutionException e) {
            return new Unanswered(e);
        }
    }
}
