package dev.wangge.platform.deadletter;

import java.time.DateTimeException;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What can be told of an event without its data. A record that is no event of ours may hold
 * anything anywhere: what does not look as we spell it is left out.
 *
 * @param time null when it says none
 * @param seq null when it says none
 */
record EventHead(
        @Nullable String id,
        @Nullable String type,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable Long seq) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String TYPE = "wangge\\.[a-z0-9.-]{1,80}";

    /** Identifiers, division and member codes; never a run of digits as long as a phone's. */
    private static final String REFERENCE =
            "(?!.*(?<!\\d)\\+?(\\d{2})?1\\d{10}(?!\\d))([a-z-]{1,20}:)?[A-Za-z0-9._:-]{1,80}";

    /** Of what is no event. */
    static final EventHead NONE = new EventHead(null, null, null, null, null);

    static EventHead of(byte @Nullable [] value) {
        try {
            var event = JSON.readTree(value == null ? new byte[0] : value);
            return new EventHead(
                    text(event, "id", UUID),
                    text(event, "type", TYPE),
                    reference(event.path("subject").asString(null)),
                    time(event.path("time").asString("")),
                    event.path("seq").isIntegralNumber() ? event.path("seq").asLong() : null);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return NONE;
        }
    }

    /** A key or subject, when it is spelled as ours are. */
    static @Nullable String reference(@Nullable String given) {
        return given != null && given.matches(REFERENCE) ? given : null;
    }

    private static @Nullable String text(JsonNode event, String field, String shape) {
        var value = event.path(field).asString("");
        return value.matches(shape) ? value : null;
    }

    private static @Nullable Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static EventHead from(Document stored) {
        var time = stored.getDate("time");
        return new EventHead(
                stored.getString("id"),
                stored.getString("type"),
                stored.getString("subject"),
                time == null ? null : time.toInstant(),
                stored.getLong("seq"));
    }

    Document toDocument() {
        return new Document("id", id)
                .append("type", type)
                .append("subject", subject)
                .append("time", time == null ? null : date(time))
                .append("seq", seq);
    }

    private static java.util.@Nullable Date date(Instant time) {
        try {
            return java.util.Date.from(time);
        } catch (IllegalArgumentException beyondAnyClock) {
            return null;
        }
    }
}
