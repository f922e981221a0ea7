package dev.wangge.notify.event;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.notify.subject.ZeroReportSubject;
import dev.wangge.platform.consumer.RecordConsumer;
import dev.wangge.platform.event.EventCodec;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes in the facts of zero-reports, those of one in order; other fieldwork is passed over. */
@Component
class FieldworkListener {
    private final EventCodec codec = new EventCodec(ZeroReportEvent.class);
    private final AlertPolicy policy;

    FieldworkListener(AlertPolicy policy) {
        this.policy = policy;
    }

    @KafkaListener(topics = Topics.FIELDWORK, groupId = "notify-service")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        RecordConsumer.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event()
                .ifPresent(known ->
                        policy.notice(ZeroReportSubject.occasion((ZeroReportEvent) known, event)));
    }
}
