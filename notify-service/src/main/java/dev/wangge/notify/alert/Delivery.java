package dev.wangge.notify.alert;

import dev.wangge.notify.channel.ChannelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How a message goes to somebody: by which channel, with which attempts, and what proves that it
 * arrived. It knows nothing of who is told, or why.
 */
public final class Delivery {
    private static final int TRIES = 3;

    private final List<Attempt> attempts;
    private final Set<ChannelName> exhausted;
    private @Nullable ChannelName channel;
    private @Nullable String language;
    private int tries;

    private Delivery(
            List<Attempt> attempts,
            Collection<ChannelName> exhausted,
            @Nullable ChannelName channel,
            @Nullable String language,
            int tries) {
        this.attempts = new ArrayList<>(attempts);
        this.exhausted = new LinkedHashSet<>(exhausted);
        this.channel = channel;
        this.language = language;
        this.tries = tries;
    }

    /** One that has not begun. */
    static Delivery none() {
        return new Delivery(List.of(), List.of(), null, null, 0);
    }

    /** As it was stored. */
    static Delivery from(Document stored) {
        var channel = stored.getString("channel");
        return new Delivery(
                stored.getList("attempts", Document.class).stream().map(Attempt::from).toList(),
                stored.getList("exhausted", String.class).stream().map(ChannelName::new).toList(),
                channel == null ? null : new ChannelName(channel),
                stored.getString("language"),
                stored.getInteger("tries", 0));
    }

    /** Beside what else is stored of an alert. */
    void into(Document alert) {
        alert.append("channel", channel == null ? null : channel.value())
                .append("language", language)
                .append("exhausted", exhausted.stream().map(ChannelName::value).toList())
                .append("tries", tries)
                .append("attempts", attempts.stream().map(Attempt::toDocument).toList());
    }

    /**
     * A provider is going to be asked.
     *
     * @param id the alert's: the attempt's out-id begins with it
     */
    Attempt begin(
            String id, ChannelName by, LocalizedMessage message, boolean duplicate, Instant now) {
        if (!by.equals(channel)) {
            tries = 0;
        }
        channel = by;
        language = message.language();
        var outId = "%s-%02d".formatted(id, attempts.size() + 1);
        var attempt = Attempt.begun(by, outId, now, message.digest(), duplicate);
        attempts.add(attempt);
        return attempt;
    }

    /** Keeps what became of one attempt; of one that is none of these nothing. */
    void note(String outId, UnaryOperator<Attempt> outcome) {
        attempts.replaceAll(
                attempt -> attempt.outId().equals(outId) ? outcome.apply(attempt) : attempt);
    }

    /** The channel brought nothing this time. */
    void triedInVain() {
        tries++;
    }

    /** The channel brought no proof, or does not work: it is not tried again. */
    void leaveChannel() {
        if (channel != null) {
            exhausted.add(channel);
        }
        tries = 0;
    }

    /** How often its channel was tried in vain. */
    public int tries() {
        return tries;
    }

    /** Whether its channel has been tried often enough. */
    public boolean hasTriedEnough() {
        return tries >= TRIES;
    }

    /** The channel of the last attempt; null before the first. */
    public @Nullable ChannelName channel() {
        return channel;
    }

    /** The channels that are not tried again. */
    public Set<ChannelName> exhausted() {
        return exhausted;
    }

    /** In which language it was said last. */
    @Nullable String language() {
        return language;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /**
     * The last attempt.
     *
     * @throws IllegalStateException before the first
     */
    public Attempt last() {
        return newest().orElseThrow(() -> new IllegalStateException("Never sent"));
    }

    /** The first attempt by the same channel of what was said in these very words. */
    public Attempt firstOf(Attempt same) {
        return attempts.stream().filter(same::saysTheSame).findFirst().orElse(same);
    }

    /** When the last one by such a channel went out; empty when none did that may have arrived. */
    public Optional<Instant> lastOut(Predicate<ChannelName> by) {
        return attempts.stream()
                .filter(it -> by.test(it.channel()) && it.mayHaveArrived())
                .map(Attempt::at)
                .max(Instant::compareTo);
    }

    boolean isLast(String outId) {
        return newest().filter(attempt -> attempt.outId().equals(outId)).isPresent();
    }

    /** Whether a provider took one of them, and nobody has said more. */
    boolean isAccepted() {
        return attempts.stream().anyMatch(it -> it.state() == Attempt.State.ACCEPTED);
    }

    boolean isPossibleDuplicate() {
        return attempts.stream().anyMatch(Attempt::possibleDuplicate);
    }

    private Optional<Attempt> newest() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }
}
