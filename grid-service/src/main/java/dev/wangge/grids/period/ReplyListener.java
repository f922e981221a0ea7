package dev.wangge.grids.period;

import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.AlertReplied;
import dev.wangge.platform.consumer.RecordConsumer;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.seal.Vault;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * An SMS that answers a reminder files the zero-report; taking it in again changes nothing. Nobody
 * waits for an answer to an SMS: what is found becomes a case, whatever became of the report.
 */
@Component
class ReplyListener {
    private final EventCodec codec = new EventCodec(AlertEvent.class);
    private final FilingCommands commands;
    private final Vault vault;

    ReplyListener(FilingCommands commands, Vault vault) {
        this.commands = commands;
        this.vault = vault;
    }

    @KafkaListener(topics = Topics.ALERTS, groupId = "grid-service", batch = "true")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        RecordConsumer.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event()
                .filter(AlertReplied.class::isInstance)
                .map(AlertReplied.class::cast)
                .ifPresent(reply -> file(event.subject(), reply));
    }

    private void file(String alert, AlertReplied reply) {
        var sealed = reply.sealedText();
        var finding = sealed == null ? null : commands.written(vault.open(sealed, alert));
        commands.fileOrPassOn(reply.zeroReportId(), Via.SMS, finding, reply.recipient());
    }
}
