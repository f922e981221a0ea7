package dev.wangge.notify.alert;

import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people answer by SMS: it is about the newest reminder that their phone got and that is still
 * open; where none is, about the newest. Courtesy is about the newest SMS, and acknowledges it. Who
 * is behind a number is never looked up: a blind index of it lies with the alert. Who was never
 * asked, and got an SMS of ours, has what there is to report heard by the dispatcher of the place
 * it was about (ADR 24).
 */
@Component
public class SmsReplies {
    private static final Logger log = LoggerFactory.getLogger(SmsReplies.class);
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int MOST_ALERTS = 50;
    private static final int LONGEST_TEXT = 2_000;

    private final AlertStore store;
    private final Courier courier;
    private final AlertMetrics metrics;
    private final Vault vault;
    private final Clock clock;

    SmsReplies(AlertStore store, Courier courier, AlertMetrics metrics, Vault vault, Clock clock) {
        this.store = store;
        this.courier = courier;
        this.metrics = metrics;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Takes an SMS in; taking it in again changes nothing, nor does one that answers nothing.
     * Thanks say that the newest SMS was read; what there is to report is heard however late it
     * comes.
     *
     * @param sms tells it from others of the same phone
     */
    public void take(String phone, String text, String sms) {
        var meaning = Meaning.of(text);
        var index = vault.blindIndexOf(phone);
        if (meaning == Meaning.NO_ANSWER || index.isEmpty()) {
            return;
        }
        var reply = Ids.of("sms", index, sms).toString();
        // What there is to report is heard however late it comes.
        var since = meaning == Meaning.FINDING ? Instant.EPOCH : clock.instant().minus(LONGEST);
        var told = store.answerableFrom(index, since, MOST_ALERTS);
        if (told.stream().anyMatch(alert -> alert.holdsReply(reply))) {
            return; // Or its repeat would answer the next open one.
        }
        if (meaning == Meaning.COURTESY) {
            acknowledge(index, told, since);
            return;
        }
        var asked = answered(told);
        if (asked.isPresent()) {
            var id = asked.get().id();
            if (!asked.get().hasRoom()) {
                drop(id);
                return;
            }
            var sealed = meaning == Meaning.FINDING ? vault.seal(head(text), id) : null;
            courier.change(id, it -> it.replied(reply, sealed, clock.instant()));
        } else if (meaning == Meaning.FINDING) {
            takeUnasked(index, reply, text);
        } else {
            log.info("An SMS answers nothing that was asked");
        }
    }

    private void takeUnasked(String index, String reply, String text) {
        var told = store.toldTo(index, Instant.EPOCH, 1).stream().findFirst();
        if (told.isEmpty()) {
            // No county: nobody could be told of it. Aliyun keeps it for whoever looks.
            log.warn("An SMS came from a phone that none of ours ever went to");
            metrics.replyUnasked("UNKNOWN");
            return;
        }
        var id = told.get().id();
        if (told.get().holdsReply(reply)) {
            return;
        }
        if (!told.get().hasRoom()) {
            drop(id);
            return;
        }
        var sealed = vault.seal(head(text), id);
        courier.change(id, it -> it.unasked(reply, sealed, clock.instant()));
    }

    /** Nothing is written any more into an alert that holds as much as it may. */
    private void drop(String alert) {
        log.warn("Alert {} holds as many SMS as it may: one more is dropped", alert);
        metrics.replyDropped();
    }

    /**
     * Whoever says thanks has read the SMS that came last, whatever it was about, and need not have
     * read one before it; of that one only, so that a repeat is for no other.
     */
    private void acknowledge(String index, List<Alert> reminders, Instant since) {
        Stream.concat(reminders.stream(), store.toldTo(index, since, MOST_ALERTS).stream())
                .filter(alert -> alert.smsAt().isPresent())
                .max(
                        Comparator.comparing((Alert alert) -> alert.smsAt().orElseThrow())
                                .thenComparing(Alert::createdAt))
                .filter(Alert::isOpen)
                .ifPresent(newest ->
                        courier.change(
                                newest.id(),
                                it -> it.acknowledged(it.recipient(), clock.instant())));
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
