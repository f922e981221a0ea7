package dev.wangge.simulator.wall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message on its way to one phone or account, with what became of it. */
public final class Message {

    /** WAITING for the network, DELIVERED to the phone, or FAILED on the way. */
    public enum Status {
        WAITING,
        DELIVERED,
        FAILED
    }

    /**
     * What became of it.
     *
     * @param at when the network reported; null while waiting
     * @param code the network's code, such as DELIVERED
     */
    public record State(Status status, @Nullable Instant at, @Nullable String code) {}

    private final long id;
    private final Draft draft;
    private volatile State state = new State(Status.WAITING, null, null);

    Message(long id, Draft draft) {
        this.id = id;
        this.draft = draft;
    }

    /** Grows by one with every message since the start. */
    public long id() {
        return id;
    }

    public Draft draft() {
        return draft;
    }

    public State state() {
        return state;
    }

    public void delivered(Instant at) {
        state = new State(Status.DELIVERED, at, "DELIVERED");
    }

    public void failed(Instant at, String code) {
        state = new State(Status.FAILED, at, code);
    }

    /** About how many bytes of memory it takes. */
    int weight() {
        int characters = draft.text().length() + draft.to().length();
        if (draft.params() != null) {
            characters += draft.params().length();
        }
        return 500 + 2 * characters;
    }

    /**
     * What the provider was asked to send.
     *
     * @param receivedAt when the provider was called
     * @param params the template's parameters, a JSON object
     * @param providerId the provider's own id: BizId, msgid
     */
    public record Draft(
            Channel channel,
            String to,
            String text,
            Instant receivedAt,
            @Nullable String outId,
            @Nullable String template,
            @Nullable String params,
            @Nullable String providerId) {}
}
