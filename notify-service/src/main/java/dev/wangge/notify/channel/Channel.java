package dev.wangge.notify.channel;

import dev.wangge.notify.reach.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One way to a person. */
interface Channel {

    ChannelName name();

    /** Under which address this channel reaches somebody; empty when it does not. */
    Optional<String> address(Contact contact);

    /**
     * Asks the provider to send.
     *
     * @param outId our own id of this attempt, by which the provider may be asked later
     */
    Outcome send(String address, String outId, Message message);

    /** Asks what became of a message that was sent, or may have been, at a time. */
    Proof proof(String address, String outId, Instant sentAt);

    /** For how long the provider itself drops a repeat of the very same message; zero for never. */
    Duration repeatsDropped();
}
