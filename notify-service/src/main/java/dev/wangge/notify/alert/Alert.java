package dev.wangge.notify.alert;

import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.Answering;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.channel.ChannelName;
import dev.wangge.notify.subject.Cause;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.event.FactChain;
import dev.wangge.platform.event.Ids;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One person told of one event, once, however often the event comes. It says by {@code wakeAt} when
 * it wants to be looked at again; a status that others care about is a fact, and is published.
 */
public final class Alert {
    public static final EventCodec CODEC = new EventCodec(AlertEvent.class);
    private static final String SYSTEM = "notify-service";

    private final String id;
    private final Rule rule;
    private final String recipient;
    private final Cause cause;
    private final Instant createdAt;
    private final Delivery delivery;
    private final Replies replies;
    private final FactChain chain;
    private long version;
    private Status status;
    private @Nullable Instant wakeAt;
    private Instant updatedAt;
    private boolean moot;

    /** How far it is, and when it is looked at again. */
    record State(Status status, @Nullable Instant wakeAt, Instant updatedAt, boolean moot) {}

    /** As it is stored. */
    Alert(
            String id,
            Rule rule,
            String recipient,
            Cause cause,
            Instant createdAt,
            State state,
            Delivery delivery,
            FactChain chain,
            Replies replies,
            long version) {
        this.id = id;
        this.rule = rule;
        this.recipient = recipient;
        this.cause = cause;
        this.createdAt = createdAt;
        this.status = state.status();
        this.wakeAt = state.wakeAt();
        this.updatedAt = state.updatedAt();
        this.moot = state.moot();
        this.delivery = delivery;
        this.replies = replies;
        this.chain = chain;
        this.version = version;
    }

    /** An alert that is to be sent; its id follows from the event, the rule and the recipient. */
    public static Alert due(Rule rule, String recipient, Cause cause, Instant now) {
        var id = Ids.of("alert", cause.event(), rule.name(), recipient).toString();
        var chain = new FactChain(CODEC, id, List.of());
        return new Alert(
                id,
                rule,
                recipient,
                cause,
                now,
                new State(Status.PENDING, now, now, false),
                Delivery.none(),
                chain,
                new Replies(chain, new Document()),
                0);
    }

    /** A provider is going to be asked; until {@code answerBy} nobody else looks at it. */
    public Attempt sending(
            ChannelName by,
            LocalizedMessage message,
            boolean duplicate,
            Instant now,
            Instant answerBy) {
        status = Status.SENDING;
        wakes(answerBy, now);
        return delivery.begin(id, by, message, duplicate, now);
    }

    /** A provider took it; without proof by then it is looked at again. */
    public void accepted(String outId, String providerId, Instant proofBy, Instant now) {
        delivery.note(outId, it -> it.answered(Attempt.State.ACCEPTED, null, null, providerId));
        if (status != Status.SENDING) {
            return; // A receipt or an answer was quicker.
        }
        move(Status.SENT, SYSTEM, now);
        wakes(moot ? null : proofBy, now);
    }

    /** This channel will not do: the next one. */
    public void refused(String outId, String code, String message, Instant now) {
        failedFor(outId, Attempt.State.REFUSED, code, message);
        if (isUnderWay(outId)) {
            leaveChannel(now);
        }
    }

    /**
     * The provider took nothing, and is worth another try.
     *
     * @return false when this is not the attempt that is waited for: it moves nothing
     */
    public boolean postponed(
            String outId,
            Attempt.State why,
            String code,
            String message,
            Instant again,
            Instant now) {
        failedFor(outId, why, code, message);
        if (!isUnderWay(outId)) {
            return false;
        }
        delivery.triedInVain();
        status = Status.PENDING;
        wakes(again, now);
        return true;
    }

    /** Nobody knows whether the provider took it: somebody has to find out. */
    public void unheard(String outId, String code, String message, Instant askAt, Instant now) {
        failedFor(outId, Attempt.State.UNHEARD, code, message);
        if (isUnderWay(outId)) {
            delivery.triedInVain();
            wakes(askAt, now);
        }
    }

    private void failedFor(String outId, Attempt.State why, String code, String message) {
        delivery.note(outId, it -> it.answered(why, code, message, it.providerId()));
    }

    /** The network says that it is on the phone. */
    public void delivered(String outId, Instant at, Instant now) {
        delivery.note(outId, it -> it.reported(Attempt.State.DELIVERED, null, at));
        if (!status.isProven()) {
            move(Status.DELIVERED, SYSTEM, now);
            wakes(null, now);
        }
    }

    /** The network says that it did not get to the phone. */
    public void failed(String outId, String code, Instant at, Instant now) {
        delivery.note(outId, it -> it.reported(Attempt.State.FAILED, code, at));
        if (delivery.isLast(outId) && (status == Status.SENDING || status == Status.SENT)) {
            leaveChannel(now);
        }
    }

    /** Leaves a channel that brought no proof, or does not work. */
    public void leaveChannel(Instant now) {
        delivery.leaveChannel();
        if (!status.isProven()) {
            status = Status.PENDING;
            wakes(now, now);
        }
    }

    /** Its recipient answered, by the link or by doing the work. */
    public void acknowledged(String by, Instant now) {
        if (status != Status.ACKNOWLEDGED) {
            move(Status.ACKNOWLEDGED, by, now);
            wakes(null, now);
        }
    }

    /** It goes to a phone that may answer, of which this is the blind index. */
    public void goesTo(String phone) {
        replies.goesTo(phone, rule.isAnswerable());
    }

    /**
     * Its recipient answered by SMS; hearing the same SMS again changes nothing.
     *
     * @param reply the id of the SMS
     * @param sealedText what there is to report; null for nothing
     * @return false when there is no room for it
     */
    public boolean replied(String reply, @Nullable String sealedText, Instant now) {
        var answer = cause.subject().replied(recipient, reply, sealedText);
        if (answer.isEmpty() || replies.holds(reply)) {
            return true;
        }
        boolean isTold = tell(answer.get(), now);
        if (isTold) {
            acknowledged(recipient, now);
        }
        return isTold;
    }

    /**
     * Its recipient has something to say that nobody asked for, or that answers the question.
     *
     * @return false when there is no room for it
     */
    public boolean unasked(UnaskedReply said, Instant now) {
        if (replies.holds(said.reply())) {
            return true;
        }
        boolean isTold = tell(said, now);
        if (isTold && rule.isQuestion()) {
            acknowledged(recipient, now);
        }
        return isTold;
    }

    private boolean tell(AlertEvent reply, Instant now) {
        if (!replies.hasRoom()) {
            return false;
        }
        var _ = chain.add(reply, recipient, now);
        updatedAt = now;
        return true;
    }

    /**
     * What its recipient has to say, for whoever asked, or dispatches where this was about.
     *
     * @param isReport whether it says something even where nobody waits for an answer
     */
    public UnaskedReply said(String reply, String sealedText, boolean isReport) {
        var answering = rule.isQuestion() ? new Answering(cause.subject().id(), !isReport) : null;
        return new UnaskedReply(cause.place(), recipient, reply, sealedText, answering);
    }

    /** Its recipient sent an SMS that says no more than that this was read, or not even that. */
    public void heard(String reply, boolean acknowledges, Instant now) {
        if (replies.holds(reply)) {
            return;
        }
        replies.hear(reply);
        if (acknowledges && isOpen()) {
            acknowledged(recipient, now);
        }
    }

    /** The work was taken up or taken away otherwise: nobody needs to be told any more. */
    public void overtaken(Instant now) {
        moot = true;
        if (status == Status.PENDING) {
            move(delivery.isAccepted() ? Status.SENT : Status.SUPPRESSED, SYSTEM, now);
            wakes(null, now);
        } else if (status == Status.SENT) {
            wakes(null, now);
        }
    }

    /** Nobody could be told. It wakes once more, to tell whoever is above. */
    public void undelivered(Instant now) {
        move(Status.UNDELIVERED, SYSTEM, now);
        wakes(rule.whenUndelivered().isPresent() ? now : null, now);
    }

    /** Looked at again then; never when null. */
    public void wakes(@Nullable Instant at, Instant now) {
        wakeAt = at;
        updatedAt = now;
    }

    /** Whether its recipient's answer is still of use. */
    public boolean isOpen() {
        return status != Status.ACKNOWLEDGED && status != Status.SUPPRESSED && !moot;
    }

    public boolean isDue(Instant now) {
        return wakeAt != null && !wakeAt.isAfter(now);
    }

    private void move(Status to, String who, Instant now) {
        status = to;
        var by = delivery.channel() == null ? null : delivery.channel().value();
        var twice = delivery.isPossibleDuplicate();
        var moved = cause.subject().moved(rule.name(), recipient, by, to.name(), twice);
        var _ = chain.add(moved, who, now);
    }

    /** Its own answer is what the alert waits for: an earlier attempt's moves nothing any more. */
    private boolean isUnderWay(String outId) {
        return status == Status.SENDING && delivery.isLast(outId);
    }

    public String id() {
        return id;
    }

    public Rule rule() {
        return rule;
    }

    public String recipient() {
        return recipient;
    }

    public Cause cause() {
        return cause;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Status status() {
        return status;
    }

    /** Whether nobody needs to be told any more. */
    public boolean isMoot() {
        return moot;
    }

    public Delivery delivery() {
        return delivery;
    }

    public Replies replies() {
        return replies;
    }

    State state() {
        return new State(status, wakeAt, updatedAt, moot);
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
}
