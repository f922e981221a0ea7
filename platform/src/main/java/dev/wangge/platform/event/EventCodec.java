package dev.wangge.platform.event;

import dev.wangge.contracts.Actor;
import dev.wangge.contracts.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spells events as facts and as CloudEvents 1.0 structured JSON, and reads them back. */
public final class EventCodec {
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Map<Class<?>, String> types = new HashMap<>();
    // An event of tomorrow may carry a field that today's consumer does not know.
    private final JsonMapper json =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** A codec for records that carry {@link EventType}, and for all records of sealed families. */
    public EventCodec(Class<?>... families) {
        for (var family : families) {
            register(family);
        }
    }

    private void register(Class<?> event) {
        if (event.isSealed()) {
            for (var one : event.getPermittedSubclasses()) {
                register(one);
            }
            return;
        }
        var type =
                Objects.requireNonNull(event.getAnnotation(EventType.class), "no type: " + event)
                        .value();
        classes.put(type, event);
        types.put(event, type);
    }

    /** The CloudEvents types of all events this codec knows. */
    public Set<String> types() {
        return Set.copyOf(classes.keySet());
    }

    /** The CloudEvents type of an event this codec knows. */
    public String typeOf(Object event) {
        var type = types.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("Not an event of this codec: " + event.getClass());
        }
        return type;
    }

    /** The next fact of an aggregate after the given one's seq and hash. */
    public Fact fact(
            String aggregate,
            long afterSeq,
            String previousHash,
            Object event,
            String by,
            Instant at) {
        return Fact.chained(
                aggregate,
                previousHash,
                afterSeq + 1,
                typeOf(event),
                at.truncatedTo(ChronoUnit.MILLIS),
                by,
                canonical(event));
    }

    /** The event inside a fact; empty when its type is not known here. */
    public Optional<Object> event(Fact fact) {
        return event(fact.type(), fact.data());
    }

    /** The event of a type from its JSON; empty when the type is not known here. */
    public Optional<Object> event(String type, String data) {
        var known = classes.get(type);
        return known == null ? Optional.empty() : Optional.of(json.readValue(data, known));
    }

    /** A fact as a CloudEvent. */
    public byte[] cloudEvent(String source, String subject, Fact fact) {
        return envelope(
                source,
                subject,
                fact.id(),
                fact.type(),
                fact.at(),
                fact.seq(),
                fact.by(),
                fact.hash(),
                fact.data());
    }

    /** A state or notice without a chain, as a CloudEvent. */
    public byte[] cloudEvent(
            String source, String subject, long seq, Object event, String by, Instant at) {
        var type = typeOf(event);
        var id = Ids.of(source, type, subject, Long.toString(seq)).toString();
        return envelope(source, subject, id, type, at, seq, by, null, canonical(event));
    }

    /** A notice that stands for itself, under an id that is its own, as a CloudEvent. */
    public byte[] cloudEvent(
            String source, String subject, String id, Object event, String by, Instant at) {
        return envelope(source, subject, id, typeOf(event), at, 1, by, null, canonical(event));
    }

    /**
     * Reads a CloudEvent; its event is empty when the type is not known here.
     *
     * @throws UnreadableEvent when the bytes are no CloudEvent of ours
     */
    public ReceivedEvent read(byte[] cloudEvent) {
        try {
            var node = json.readTree(cloudEvent);
            var type = node.required("type").asString();
            return new ReceivedEvent(
                    node.required("id").asString(),
                    node.path("source").asString(""),
                    type,
                    node.required("subject").asString(),
                    Instant.parse(node.required("time").asString()),
                    node.required("seq").asLong(),
                    Actor.parse(node.required("actor").asString()),
                    read(type, node.required("data")));
        } catch (RuntimeException e) {
            throw new UnreadableEvent(e);
        }
    }

    private byte[] envelope(
            String source,
            String subject,
            String id,
            String type,
            Instant at,
            long seq,
            String by,
            @org.jspecify.annotations.Nullable String hash,
            String data) {
        ObjectNode head = json.createObjectNode();
        head.put("specversion", "1.0");
        head.put("id", id);
        head.put("source", source);
        head.put("type", type);
        head.put("subject", subject);
        head.put("time", at.toString());
        head.put("seq", seq);
        head.put("actor", by);
        if (hash != null) {
            head.put("hash", hash);
        }
        head.put("datacontenttype", "application/json");
        var text = json.writeValueAsString(head);
        // The data are already canonical: they go out as the bytes that were hashed.
        return (text.substring(0, text.length() - 1) + ",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Optional<Object> read(String type, JsonNode data) {
        var known = classes.get(type);
        return known == null ? Optional.empty() : Optional.of(json.treeToValue(data, known));
    }

    /** An event's canonical JSON (RFC 8785). */
    public String canonical(Object event) {
        try {
            return new JsonCanonicalizer(json.writeValueAsBytes(event)).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes are no CloudEvent of ours: a poisonous record. */
    public static final class UnreadableEvent extends RuntimeException {
        UnreadableEvent(Throwable cause) {
            super("Not a CloudEvent of ours: " + cause.getMessage(), cause);
        }
    }
}
