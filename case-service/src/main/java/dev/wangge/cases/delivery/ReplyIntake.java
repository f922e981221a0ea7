package dev.wangge.cases.delivery;

import dev.wangge.cases.intake.UnaskedReplies;
import dev.wangge.contracts.Topics;
import dev.wangge.contracts.alerts.v1.AlertEvent;
import dev.wangge.contracts.alerts.v1.AlertEvent.UnaskedReply;
import dev.wangge.platform.event.EventCodec;
import dev.wangge.platform.intake.OneByOne;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** SMS that nobody asked for; a group of its own, since what joins timelines waits to be many. */
@Component
class ReplyIntake {
    private final EventCodec codec = new EventCodec(AlertEvent.class);
    private final UnaskedReplies replies;

    ReplyIntake(UnaskedReplies replies) {
        this.replies = replies;
    }

    @KafkaListener(topics = Topics.ALERTS, groupId = "case-service-replies")
    void take(List<ConsumerRecord<String, byte[]>> records) {
        OneByOne.take(records, this::takeOne);
    }

    private void takeOne(ConsumerRecord<String, byte[]> received) {
        var event = codec.read(received.value());
        event.event()
                .filter(UnaskedReply.class::isInstance)
                .map(UnaskedReply.class::cast)
                .ifPresent(reply -> replies.open(reply, event));
    }
}
