package dev.wangge.notify.alert;

import dev.wangge.notify.channel.ChannelName;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider, recorded before it was made.
 *
 * @param outId our own id of it, at the provider
 * @param code the provider's, where it named one
 * @param receiptAt when the network reported
 * @param words a digest of what was said: a repeat in the same words is one that its provider may
 *     recognise
 * @param possibleDuplicate the same may have arrived before
 */
public record Attempt(
        ChannelName channel,
        String outId,
        Instant at,
        State state,
        @Nullable String code,
        @Nullable String message,
        @Nullable String providerId,
        @Nullable Instant receiptAt,
        String words,
        boolean possibleDuplicate) {

    /** What is known of it. */
    public enum State {
        SENDING,
        ACCEPTED,
        DELIVERED,
        FAILED,
        REFUSED,
        THROTTLED,
        DOWN,
        UNHEARD
    }

    static Attempt begun(
            ChannelName channel, String outId, Instant at, String words, boolean duplicate) {
        return new Attempt(
                channel, outId, at, State.SENDING, null, null, null, null, words, duplicate);
    }

    /** Unless it is known that it did not. */
    boolean mayHaveArrived() {
        return switch (state) {
            case SENDING, ACCEPTED, DELIVERED, UNHEARD -> true;
            case FAILED, REFUSED, THROTTLED, DOWN -> false;
        };
    }

    boolean saysTheSame(Attempt other) {
        return channel.equals(other.channel) && words.equals(other.words);
    }

    /** What the provider answered, which adds nothing to what the network reported before. */
    Attempt answered(
            State said, @Nullable String why, @Nullable String inWords, @Nullable String id) {
        return state == State.DELIVERED || state == State.FAILED
                ? this
                : with(said, why, inWords, id, receiptAt);
    }

    /** What the network reported; once it is on the phone it stays there. */
    Attempt reported(State said, @Nullable String why, Instant reportedAt) {
        return state == State.DELIVERED ? this : with(said, why, null, providerId, reportedAt);
    }

    private Attempt with(
            State newState,
            @Nullable String newCode,
            @Nullable String newMessage,
            @Nullable String newProviderId,
            @Nullable Instant newReceiptAt) {
        return new Attempt(
                channel,
                outId,
                at,
                newState,
                newCode,
                newMessage,
                newProviderId,
                newReceiptAt,
                words,
                possibleDuplicate);
    }

    Document toDocument() {
        return new Document("channel", channel.value())
                .append("outId", outId)
                .append("at", Date.from(at))
                .append("state", state.name())
                .append("code", code)
                .append("message", message)
                .append("providerId", providerId)
                .append("receiptAt", receiptAt == null ? null : Date.from(receiptAt))
                .append("words", words)
                .append("possibleDuplicate", possibleDuplicate);
    }

    static Attempt from(Document stored) {
        var receipt = stored.getDate("receiptAt");
        return new Attempt(
                new ChannelName(stored.getString("channel")),
                stored.getString("outId"),
                stored.getDate("at").toInstant(),
                State.valueOf(stored.getString("state")),
                stored.getString("code"),
                stored.getString("message"),
                stored.getString("providerId"),
                receipt == null ? null : receipt.toInstant(),
                stored.getString("words"),
                stored.getBoolean("possibleDuplicate", false));
    }
}
