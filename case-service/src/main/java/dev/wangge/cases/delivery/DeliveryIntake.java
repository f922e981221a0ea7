package dev.wangge.cases.delivery;

import dev.wangge.cases.life.Cases;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertStatusChanged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import dev.wangge.platform.intake.OneByOne;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What became of an alert joins the timeline of its case, once. */
@Component
class DeliveryIntake {
    private final EventCodec codec = new EventCodec(AlertEvent.class);
    private final Cases cases;

    DeliveryIntake(Cases cases) {
        this.cases = cases;
    }

    @KafkaListener(topics = Topics.ALERTS, groupId = "case-service")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        OneByOne.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event().map(AlertStatusChanged.class::cast).ifPresent(change -> tell(event, change));
    }

    private void tell(ReceivedEvent event, AlertStatusChanged change) {
        var fact =
                new CaseAlertReported(
                        event.subject(), change.recipient(), change.channel(), change.status());
        cases.append(change.caseId(), "notify-service", fact, it -> it.holds(fact));
    }
}
