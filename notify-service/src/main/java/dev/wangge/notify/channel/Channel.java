package dev.wangge.notify.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One way to a person. */
public interface Channel {

    ChannelName name();

    Traits traits();

    /**
     * What others need to know of a channel.
     *
     * @param takes the kind of addresses by which it reaches people, as contacts name it
     * @param isAnswerable whether it goes to a phone that may answer, by an SMS to us
     * @param hasReceipts whether the network reports what arrived; else only an answer is proof
     * @param repeatsDropped for how long the provider itself drops a repeat of the very same
     *     message; zero for never
     * @param callsAtOnce how many calls of the provider may be under way
     */
    record Traits(
            String takes,
            boolean isAnswerable,
            boolean hasReceipts,
            Duration repeatsDropped,
            int callsAtOnce) {}

    /** An address as the provider takes it; empty when this one reaches nobody. */
    Optional<String> usable(String address);

    /**
     * Asks the provider to send.
     *
     * @param outId our own id of this attempt, by which the provider may be asked later
     */
    Outcome send(String address, String outId, Message message);

    /** Asks what became of a message that was sent, or may have been, at a time. */
    Proof proof(String address, String outId, Instant sentAt);
}
