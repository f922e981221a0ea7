package dev.wangge.cases.fieldwork;

import dev.wangge.cases.intake.Findings;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.platform.consumer.RecordConsumer;
import dev.wangge.platform.event.EventCodec;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** A finding in a zero-report becomes a case, once however often its event comes. */
@Component
class FindingListener {
    private final EventCodec codec = new EventCodec(ZeroReportEvent.class);
    private final Findings findings;

    FindingListener(Findings findings) {
        this.findings = findings;
    }

    @KafkaListener(topics = Topics.FIELDWORK, groupId = "case-service")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        RecordConsumer.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event()
                .filter(FindingReported.class::isInstance)
                .map(FindingReported.class::cast)
                .ifPresent(finding -> findings.open(finding, event));
    }
}
