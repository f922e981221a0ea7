package dev.wangge.notify.intake;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.notify.alert.AlertDesk;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.intake.OneByOne;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes in the facts of cases, those of one case in order. */
@Component
class CaseIntake {
    private final EventCodec codec = new EventCodec(CaseEvent.class);
    private final AlertDesk desk;

    CaseIntake(AlertDesk desk) {
        this.desk = desk;
    }

    @KafkaListener(
            topics = Topics.CASES,
            groupId = "notify-service",
            concurrency = "${wangge.alerts.intake-threads:3}")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        OneByOne.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event().ifPresent(known -> desk.notice((CaseEvent) known, event));
    }
}
