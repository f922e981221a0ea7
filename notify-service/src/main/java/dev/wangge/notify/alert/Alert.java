package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.alert.AlertSubject.AZeroReport;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.event.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One person told of one event, once, however often the event comes. It says by {@code wakeAt} when
 * it wants to be looked at again; a status that others care about is a fact, and is published.
 */
final class Alert {
    static final EventCodec CODEC = new EventCodec(AlertEvent.class);
    private static final String SYSTEM = "notify-service";
    private static final int TRIES = 3;

    /** Each is 2,000 characters at most, sealed: far from what a document holds. */
    private static final int MOST_REPLIES = 100;

    private final String id;
    private final Rule rule;
    private final String recipient;
    private final Cause cause;
    private final Instant createdAt;
    private final FactChain chain;
    private final List<Attempt> attempts;
    private final Set<ChannelName> exhausted;
    private long version;
    private Status status;
    private @Nullable ChannelName channel;
    private @Nullable String language;
    private @Nullable Instant wakeAt;
    private Instant updatedAt;
    private boolean moot;
    private int tries;
    private @Nullable String phoneIndex;
    private @Nullable String toldPhone;
    private final List<String> heard;

    /** What is stored of an alert, besides its facts and attempts. */
    record State(
            Status status,
            @Nullable ChannelName channel,
            @Nullable String language,
            @Nullable Instant wakeAt,
            Instant updatedAt,
            Set<ChannelName> exhausted,
            boolean moot,
            int tries,
            @Nullable String phoneIndex,
            @Nullable String toldPhone,
            List<String> heard) {}

    /** As it is stored. */
    Alert(
            String id,
            Rule rule,
            String recipient,
            Cause cause,
            Instant createdAt,
            State state,
            List<Attempt> attempts,
            List<Fact> facts,
            long version) {
        this.id = id;
        this.rule = rule;
        this.recipient = recipient;
        this.cause = cause;
        this.createdAt = createdAt;
        this.status = state.status();
        this.channel = state.channel();
        this.language = state.language();
        this.wakeAt = state.wakeAt();
        this.updatedAt = state.updatedAt();
        this.moot = state.moot();
        this.tries = state.tries();
        this.phoneIndex = state.phoneIndex();
        this.toldPhone = state.toldPhone();
        this.heard = new ArrayList<>(state.heard());
        this.exhausted = EnumSet.noneOf(ChannelName.class);
        this.exhausted.addAll(state.exhausted());
        this.attempts = new ArrayList<>(attempts);
        this.chain = new FactChain(CODEC, id, facts);
        this.version = version;
    }

    /** An alert that is to be sent; its id follows from the event, the rule and the recipient. */
    static Alert due(Rule rule, String recipient, Cause cause, Instant now) {
        return new Alert(
                Ids.of("alert", cause.event(), rule.name(), recipient).toString(),
                rule,
                recipient,
                cause,
                now,
                new State(
                        Status.PENDING,
                        null,
                        null,
                        now,
                        now,
                        Set.of(),
                        false,
                        0,
                        null,
                        null,
                        List.of()),
                List.of(),
                List.of(),
                0);
    }

    /** A provider is going to be asked; until {@code answerBy} nobody else looks at it. */
    Attempt sending(
            ChannelName by,
            LocalizedMessage spoken,
            boolean duplicate,
            Instant now,
            Instant answerBy) {
        if (by != channel) {
            tries = 0;
        }
        channel = by;
        language = spoken.language();
        var attempt =
                Attempt.begun(
                        by,
                        "%s-%02d".formatted(id, attempts.size() + 1),
                        now,
                        spoken.digest(),
                        duplicate);
        attempts.add(attempt);
        status = Status.SENDING;
        wakes(answerBy, now);
        return attempt;
    }

    /** A provider took it; without proof by then it is looked at again. */
    void accepted(String outId, String providerId, Instant proofBy, Instant now) {
        change(outId, attempt -> attempt.accepted(providerId));
        if (status != Status.SENDING) {
            return; // A receipt or an answer was quicker.
        }
        move(Status.SENT, SYSTEM, now);
        wakes(moot ? null : proofBy, now);
    }

    /** This channel will not do: the next one. */
    void refused(String outId, String code, String message, Instant now) {
        change(outId, attempt -> attempt.as(Attempt.State.REFUSED, code, message));
        if (isUnderWay(outId)) {
            leaveChannel(now);
        }
    }

    /**
     * The provider took nothing, and is worth another try.
     *
     * @return false when this is not the attempt that is waited for: it moves nothing
     */
    boolean postponed(
            String outId,
            Attempt.State why,
            String code,
            String message,
            Instant again,
            Instant now) {
        change(outId, attempt -> attempt.as(why, code, message));
        if (!isUnderWay(outId)) {
            return false;
        }
        tries++;
        status = Status.PENDING;
        wakes(again, now);
        return true;
    }

    /** Nobody knows whether the provider took it: somebody has to find out. */
    void unheard(String outId, String code, String message, Instant askAt, Instant now) {
        change(outId, attempt -> attempt.as(Attempt.State.UNHEARD, code, message));
        if (isUnderWay(outId)) {
            tries++;
            wakes(askAt, now);
        }
    }

    /** The network says that it is on the phone. */
    void delivered(String outId, Instant at, Instant now) {
        change(outId, attempt -> attempt.reported(Attempt.State.DELIVERED, null, at));
        if (!status.isProven()) {
            move(Status.DELIVERED, SYSTEM, now);
            wakes(null, now);
        }
    }

    /** The network says that it did not get to the phone. */
    void failed(String outId, String code, Instant at, Instant now) {
        change(outId, attempt -> attempt.reported(Attempt.State.FAILED, code, at));
        if (isLast(outId) && (status == Status.SENDING || status == Status.SENT)) {
            leaveChannel(now);
        }
    }

    /** Leaves a channel that brought no proof, or does not work. */
    void leaveChannel(Instant now) {
        if (channel != null) {
            exhausted.add(channel);
        }
        tries = 0;
        if (!status.isProven()) {
            status = Status.PENDING;
            wakes(now, now);
        }
    }

    /** Its recipient answered, by the link or by doing the work. */
    void acknowledged(String by, Instant now) {
        if (status != Status.ACKNOWLEDGED) {
            move(Status.ACKNOWLEDGED, by, now);
            wakes(null, now);
        }
    }

    /** It goes to a phone that may answer: this is its blind index. */
    void answerableFrom(String index) {
        phoneIndex = index;
    }

    /** It goes to a phone that is asked nothing: this is its blind index. */
    void toldTo(String index) {
        toldPhone = index;
    }

    /**
     * Its recipient answered by SMS; hearing the same SMS again changes nothing.
     *
     * @param reply the id of the SMS
     * @param sealedText what there is to report; null for nothing
     * @return false when there is no room for it
     */
    boolean replied(String reply, @Nullable String sealedText, Instant now) {
        if (cause.about() instanceof AZeroReport it && !holdsReply(reply)) {
            if (!hasRoom()) {
                return false;
            }
            var _ =
                    chain.add(
                            new AlertReplied(it.id(), recipient, reply, sealedText),
                            recipient,
                            now);
            acknowledged(recipient, now);
            updatedAt = now;
        }
        return true;
    }

    /**
     * Its recipient has something to say that nobody asked for.
     *
     * @return false when there is no room for it
     */
    boolean unasked(String reply, String sealedText, Instant now) {
        if (!holdsReply(reply)) {
            if (!hasRoom()) {
                return false;
            }
            var _ = chain.add(said(reply, sealedText), recipient, now);
            updatedAt = now;
        }
        return true;
    }

    /** What its recipient has to say, for whoever dispatches where this was about. */
    UnaskedReply said(String reply, String sealedText) {
        return new UnaskedReply(cause.place(), recipient, reply, sealedText);
    }

    /** Its recipient sent an SMS that says no more than that this was read, or not even that. */
    void heard(String reply, boolean acknowledges, Instant now) {
        if (holdsReply(reply)) {
            return;
        }
        if (heard.size() == MOST_REPLIES) {
            heard.removeFirst();
        }
        heard.add(reply);
        if (acknowledges && isOpen()) {
            acknowledged(recipient, now);
        }
    }

    boolean holdsReply(String reply) {
        return heard.contains(reply) || replies().anyMatch(reply::equals);
    }

    /**
     * Whether it can hold another SMS: without an end its document could not be written one day.
     */
    boolean hasRoom() {
        return replies().count() < MOST_REPLIES;
    }

    private Stream<String> replies() {
        return chain.facts().stream()
                .flatMap(fact -> CODEC.event(fact).stream())
                .flatMap(event ->
                        switch (event) {
                            case AlertReplied known -> Stream.of(known.reply());
                            case UnaskedReply known -> Stream.of(known.reply());
                            default -> Stream.empty();
                        });
    }

    /** The work was taken up or taken away otherwise: nobody needs to be told any more. */
    void overtaken(Instant now) {
        moot = true;
        if (status == Status.PENDING) {
            if (attempts.stream().anyMatch(a -> a.state() == Attempt.State.ACCEPTED)) {
                move(Status.SENT, SYSTEM, now);
            } else {
                move(Status.SUPPRESSED, SYSTEM, now);
            }
            wakes(null, now);
        } else if (status == Status.SENT) {
            wakes(null, now);
        }
    }

    /** Nobody could be told. It wakes once more, to tell whoever is above. */
    void undelivered(Instant now) {
        move(Status.UNDELIVERED, SYSTEM, now);
        wakes(rule.whenUndelivered().isPresent() ? now : null, now);
    }

    /** Looked at again then; never when null. */
    void wakes(@Nullable Instant at, Instant now) {
        wakeAt = at;
        updatedAt = now;
    }

    /** Whether its recipient's answer is still of use. */
    boolean isOpen() {
        return status != Status.ACKNOWLEDGED && status != Status.SUPPRESSED && !moot;
    }

    boolean isDue(Instant now) {
        return wakeAt != null && !wakeAt.isAfter(now);
    }

    /** Whether its channel has been tried often enough. */
    boolean hasTriedEnough() {
        return tries >= TRIES;
    }

    private void move(Status to, String who, Instant now) {
        status = to;
        var by = channel == null ? null : channel.name();
        var moved =
                cause.about().moved(rule.name(), recipient, by, to.name(), isPossibleDuplicate());
        var _ = chain.add(moved, who, now);
    }

    /** Its own answer is what the alert waits for: an earlier attempt's moves nothing any more. */
    private boolean isUnderWay(String outId) {
        return status == Status.SENDING && isLast(outId);
    }

    private boolean isLast(String outId) {
        return !attempts.isEmpty() && attempts.getLast().outId().equals(outId);
    }

    private void change(String outId, UnaryOperator<Attempt> how) {
        attempts.replaceAll(
                attempt -> attempt.outId().equals(outId) ? how.apply(attempt) : attempt);
    }

    String id() {
        return id;
    }

    Rule rule() {
        return rule;
    }

    String recipient() {
        return recipient;
    }

    Cause cause() {
        return cause;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Status status() {
        return status;
    }

    @Nullable ChannelName channel() {
        return channel;
    }

    @Nullable String language() {
        return language;
    }

    @Nullable Instant wakeAt() {
        return wakeAt;
    }

    boolean isMoot() {
        return moot;
    }

    int tries() {
        return tries;
    }

    Set<ChannelName> exhausted() {
        return exhausted;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /** The first attempt by this channel of what was said in these very words. */
    Attempt firstOf(Attempt same) {
        return attempts.stream().filter(same::saysTheSame).findFirst().orElse(same);
    }

    /** The last attempt. */
    Attempt attempt() {
        if (attempts.isEmpty()) {
            throw new IllegalStateException("Never sent: " + id);
        }
        return Objects.requireNonNull(attempts.getLast());
    }

    /** When its last SMS went out; empty when none did that may be on the phone. */
    Optional<Instant> smsAt() {
        return attempts.stream()
                .filter(it -> it.channel() == ChannelName.ALIYUN_SMS && it.mayHaveArrived())
                .map(Attempt::at)
                .max(Instant::compareTo);
    }

    boolean isPossibleDuplicate() {
        return attempts.stream().anyMatch(Attempt::possibleDuplicate);
    }

    /** It is stored as it is now. */
    void stored() {
        version++;
        chain.stored();
    }

    long version() {
        return version;
    }

    long seq() {
        return chain.seq();
    }

    List<Fact> newFacts() {
        return chain.added();
    }

    State state() {
        return new State(
                status,
                channel,
                language,
                wakeAt,
                updatedAt,
                Set.copyOf(exhausted),
                moot,
                tries,
                phoneIndex,
                toldPhone,
                List.copyOf(heard));
    }
}
