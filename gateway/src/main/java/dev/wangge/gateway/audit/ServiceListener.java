package dev.wangge.gateway.audit;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.platform.consumer.BatchConsumer;
import dev.wangge.platform.event.EventCodec;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes into the trail what services say, many at once; what comes twice is in it once. */
@Component
class ServiceListener {
    private final EventCodec codec = new EventCodec(AuditFact.class);
    private final AuditTrail trail;

    ServiceListener(AuditTrail trail) {
        this.trail = trail;
    }

    @KafkaListener(topics = Topics.AUDIT, groupId = "gateway-audit")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        BatchConsumer.take(
                records,
                record -> Optional.of(ServiceFacts.of(codec.read(record.value()))),
                trail::append);
    }
}
