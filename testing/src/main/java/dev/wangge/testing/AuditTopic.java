package dev.wangge.testing;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What services under test tell the audit trail from here on: others that told it before, of things
 * with the same codes, share the broker.
 */
public final class AuditTopic {
    private static final String TOPIC = "wangge.audit.v1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConsumerFactory<String, byte[]> consumers;
    private final Map<TopicPartition, Long> begun;

    /** From now on. */
    public AuditTopic(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
        this.begun = Published.ends(TOPIC, consumers);
    }

    /**
     * What was said about something: {@code contact-shown by county-demo: POST
     * /api/v1/members/{code}/contact, call back}.
     */
    public List<String> about(String about) {
        return Published.after(begun, TOPIC, consumers).stream()
                .map(record -> JSON.readTree(record.value()))
                .filter(event -> about.equals(event.at("/data/about").asString("")))
                .map(AuditTopic::said)
                .toList();
    }

    private static String said(JsonNode event) {
        var kind = event.path("type").asString("").replaceFirst("wangge\\.audit\\.(.*)\\.v1", "$1");
        var why = event.at("/data/why").asString("");
        return "%s by %s: %s%s"
                .formatted(
                        kind,
                        event.path("actor").asString(""),
                        event.at("/data/call/route").asString(""),
                        why.isEmpty() ? "" : ", " + why);
    }
}
