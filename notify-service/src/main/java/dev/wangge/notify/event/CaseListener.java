package dev.wangge.notify.event;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.notify.alert.AlertStore;
import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.Duplicates;
import dev.wangge.platform.consumer.RecordConsumer;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.event.ReceivedEvent;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes in the facts of cases, those of one case in order. */
@Component
class CaseListener {
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final AlertPolicy policy;
    private final AlertStore alerts;

    CaseListener(AlertPolicy policy, AlertStore alerts) {
        this.policy = policy;
        this.alerts = alerts;
    }

    @KafkaListener(
            topics = Topics.CASES,
            groupId = "notify-service",
            concurrency = "${wangge.alerts.intake-threads:3}")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        RecordConsumer.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event().map(CaseEvent.class::cast).ifPresent(known -> notice(known, event));
    }

    private void notice(CaseEvent known, ReceivedEvent event) {
        if (known instanceof CaseConfided confided) {
            alerts.confide(event.subject(), confided.confidential());
        }
        policy.notice(CaseSubject.occasion(known, event));
        Duplicates.occasions(known, event).forEach(policy::notice);
    }
}
