package dev.wangge.notify.reply;

import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.notify.alert.Alert;
import dev.wangge.notify.alert.AlertMetrics;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.channel.Channels;
import dev.wangge.notify.channel.ReplyTaker;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people answer by SMS: it is about the newest reminder that their phone got and that is still
 * open; where none is, about the newest; or about what they were asked of a case, where that came
 * later. Courtesy is about the newest SMS, and acknowledges it. Who is behind a number is never
 * looked up: a blind index of it lies with the alert. Who was never asked, and got an SMS of ours,
 * has what there is to report heard by the dispatcher of the place it was about (ADR 24).
 */
@Component
class SmsReplies implements ReplyTaker {
    private static final Logger log = LoggerFactory.getLogger(SmsReplies.class);
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int MOST_ALERTS = 50;
    private static final int LONGEST_TEXT = 2_000;

    private final AlertStore store;
    private final SurplusReplies surplus;
    private final Channels channels;
    private final AlertMetrics metrics;
    private final Vault vault;
    private final Clock clock;

    SmsReplies(
            AlertStore store,
            SurplusReplies surplus,
            Channels channels,
            AlertMetrics metrics,
            Vault vault,
            Clock clock) {
        this.store = store;
        this.surplus = surplus;
        this.channels = channels;
        this.metrics = metrics;
        this.vault = vault;
        this.clock = clock;
    }

    /** What went to a phone, the newest in front: reminders, and what asked nothing. */
    private record Told(List<Alert> reminders, List<Alert> others) {
        Stream<Alert> all() {
            return Stream.concat(reminders.stream(), others.stream());
        }
    }

    /** The one whose SMS went out last, and may have arrived. */
    private Optional<Alert> newestSms(Told told) {
        return told.all()
                .filter(alert -> smsAt(alert).isPresent())
                .max(
                        Comparator.comparing((Alert alert) -> smsAt(alert).orElseThrow())
                                .thenComparing(Alert::createdAt));
    }

    private Optional<Instant> smsAt(Alert alert) {
        return alert.delivery()
                .lastOut(by -> channels.names().contains(by) && channels.traits(by).isAnswerable());
    }

    /**
     * Takes an SMS in; taking it in again changes nothing, nor does one that answers nothing.
     * Thanks say that the newest SMS was read; what there is to report is heard however late it
     * comes. It is about nothing that its phone got after it came here first.
     */
    @Override
    public void take(String phone, String text, String sms, Instant came) {
        var kind = ReplyKind.of(text);
        var index = vault.blindIndexOf(phone);
        if (kind == ReplyKind.NO_ANSWER || index.isEmpty()) {
            return;
        }
        var reply = Ids.of("sms", index, sms).toString();
        var now = clock.instant();
        var until = came.isBefore(now) ? came : now;
        var told = told(index, until);
        if (holds(told, reply)
                || surplus.holds(reply)
                || (until.isBefore(now) && holds(told(index, now), reply))) {
            return; // Or its repeat would answer the next open one.
        }
        var since = until.minus(LONGEST);
        switch (kind) {
            case FINDING -> find(told, index, reply, text);
            case NOTHING -> {
                if (!answers(told, index, reply, text)) {
                    allIsWell(told, since, reply);
                }
            }
            case COURTESY -> {
                if (!ReplyKind.isAssent(text) || !answers(told, index, reply, text)) {
                    courtesy(told, since, reply);
                }
            }
            case NO_ANSWER -> {}
        }
    }

    private void courtesy(Told told, Instant since, String reply) {
        newestSms(told)
                .ifPresent(newest -> {
                    boolean acknowledges = !newest.createdAt().isBefore(since);
                    hear(newest, reply, acknowledges);
                });
    }

    /**
     * A word that says nothing by itself says something to whoever asked, as long as nothing else
     * went to that phone since: then it is about that.
     */
    private boolean answers(Told told, String index, String reply, String text) {
        var newest = newestSms(told).map(Alert::id);
        var question = question(told).filter(it -> newest.equals(Optional.of(it.id())));
        question.ifPresent(alert -> tell(alert, index, reply, text, false));
        return question.isPresent();
    }

    /**
     * What was asked about a case, where nothing was asked later: whether it is answered by now the
     * case knows.
     */
    private static Optional<Alert> question(Told told) {
        var reminder = answered(told.reminders());
        return told.others().stream()
                .filter(alert -> alert.rule().isQuestion() && !alert.isMoot())
                .findFirst()
                .filter(question ->
                        reminder.filter(it -> !it.createdAt().isBefore(question.createdAt()))
                                .isEmpty());
    }

    private Told told(String index, Instant until) {
        return new Told(
                store.answerableFrom(index, until, MOST_ALERTS),
                store.toldTo(index, until, MOST_ALERTS));
    }

    private static boolean holds(Told told, String reply) {
        return told.all().anyMatch(alert -> alert.replies().holds(reply));
    }

    private void find(Told told, String index, String reply, String text) {
        var question = question(told);
        var about =
                question.or(() -> answered(told.reminders()))
                        .or(() -> told.others().stream().findFirst());
        if (about.isEmpty()) {
            // No county: nobody could be told of it. the provider keeps it for whoever looks.
            log.warn("An SMS came from a phone that none of ours ever went to");
            metrics.replyUnasked("UNKNOWN");
            return;
        }
        tell(about.get(), index, reply, text, true);
    }

    /**
     * Its recipient says something.
     *
     * @param isReport whether it says something even where nobody waits for an answer
     */
    private void tell(Alert alert, String index, String reply, String text, boolean isReport) {
        var words = head(text);
        var sealed = vault.seal(words, alert.id());
        var now = clock.instant();
        boolean taken =
                alert.replies().hasRoom()
                        && (alert.rule().isAnswerable()
                                ? holdsAfter(alert, it -> it.replied(reply, sealed, now))
                                : holdsAfter(
                                        alert,
                                        it -> it.unasked(it.said(reply, sealed, isReport), now)));
        if (!taken) {
            takeBeside(alert, alert.said(reply, vault.seal(words, reply), isReport), index);
        }
    }

    private boolean holdsAfter(Alert alert, Predicate<Alert> how) {
        var holds = new boolean[1];
        store.change(alert.id(), it -> holds[0] = how.test(it));
        return holds[0];
    }

    /** Its alert holds as much as it may: the dispatcher is told all the same. */
    private void takeBeside(Alert alert, UnaskedReply said, String index) {
        if (surplus.take(said, index)) {
            metrics.replyUnasked("KNOWN");
        } else {
            log.warn("One more SMS about alert {} is dropped: too many in an hour", alert.id());
            metrics.replyDropped();
        }
    }

    private void allIsWell(Told told, Instant since, String reply) {
        var asked =
                answered(
                        told.reminders().stream()
                                .filter(it -> !it.createdAt().isBefore(since))
                                .toList());
        if (asked.isPresent()) {
            var now = clock.instant();
            store.change(
                    asked.get().id(),
                    it -> {
                        if (!it.replied(reply, null, now)) {
                            it.heard(reply, false, now); // One that is full was answered long ago.
                        }
                    });
        } else {
            log.info("An SMS answers nothing that was asked");
            newestSms(told).ifPresent(newest -> hear(newest, reply, false));
        }
    }

    /**
     * Whoever says thanks has read the SMS that came last, whatever it was about, and need not have
     * read one before it; of that one only. It is noted there, so that a repeat is for no other.
     */
    private void hear(Alert newest, String reply, boolean acknowledges) {
        store.change(newest.id(), it -> it.heard(reply, acknowledges, clock.instant()));
    }

    private static Optional<Alert> answered(List<Alert> newestFirst) {
        return newestFirst.stream()
                .filter(Alert::isOpen)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst());
    }

    private static String head(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
    }
}
