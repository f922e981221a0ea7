package dev.wangge.cases.delivery;

import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.casework.Cases.News;
import dev.wangge.cases.intake.UnaskedReplies;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.platform.consumer.BatchConsumer;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * What became of an alert joins the timeline of its case, once; an SMS answers what was asked, or
 * becomes a case.
 */
@Component
class DeliveryListener {
    private static final Actor NOTIFY_SERVICE = new Actor("notify-service", null);
    private final EventCodec codec = new EventCodec(AlertEvent.class);
    private final Cases cases;
    private final UnaskedReplies replies;

    DeliveryListener(Cases cases, UnaskedReplies replies) {
        this.cases = cases;
        this.replies = replies;
    }

    // A timeline may be a moment behind: what many alerts came to is then written in one go.
    @KafkaListener(
            topics = Topics.ALERTS,
            groupId = "case-service",
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=300"})
    void take(List<ConsumerRecord<String, byte[]>> records) {
        BatchConsumer.take(records, this::news, cases::append);
    }

    private Optional<News> news(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        return switch (event.event().orElse(null)) {
            case AlertStatusChanged change -> Optional.of(news(event, change));
            case UnaskedReply reply -> {
                replies.open(reply, event);
                yield Optional.empty();
            }
            case null, default -> Optional.empty(); // About no case.
        };
    }

    private static News news(ReceivedEvent event, AlertStatusChanged change) {
        return new News(
                change.caseId(),
                new CaseAlertReported(
                        event.subject(), change.recipient(), change.channel(), change.status()),
                NOTIFY_SERVICE);
    }
}
