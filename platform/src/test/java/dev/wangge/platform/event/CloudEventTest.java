package dev.wangge.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import dev.wangge.platform.event.EventCodec.UnreadableEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What others read off our topics: the envelope word for word, and what is taken for none. */
class CloudEventTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");
    private final EventCodec codec = new EventCodec(CaseEvent.class);

    private byte[] rated() {
        var fact = codec.fact("case-1", 6, "before", new CaseRated(5, null), "R-1 via app", AT);
        return codec.cloudEvent("/case-service", "case-1", fact);
    }

    @Test
    void theEnvelopeIsACloudEventWithOurSeqActorAndHash() {
        var fact = codec.fact("case-1", 6, "before", new CaseRated(5, null), "R-1 via app", AT);

        assertThat(JSON.readTree(rated()))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"specversion":"1.0","id":"%s","source":"/case-service",
                                 "type":"wangge.case.rated.v1","subject":"case-1",
                                 "time":"2026-11-24T02:00:00Z","seq":7,"actor":"R-1 via app",
                                 "hash":"%s","datacontenttype":"application/json",
                                 "data":{"score":5,"comment":null}}
                                """
                                        .formatted(fact.id(), fact.hash())));
    }

    /** The hash can be recomputed by whoever reads the topic. */
    @Test
    void theDataGoOutAsTheBytesThatWereHashed() {
        var fact = codec.fact("case-1", 6, "before", new CaseRated(5, "sha256:1"), "R-1", AT);

        assertThat(new String(codec.cloudEvent("/x", "case-1", fact), StandardCharsets.UTF_8))
                .endsWith(",\"data\":" + fact.data() + "}");
        assertThat(fact.data()).isEqualTo("{\"comment\":\"sha256:1\",\"score\":5}");
    }

    /** A state has no chain: what makes it the same is whose it is, and its seq. */
    @Test
    void aStateSaidAgainIsTheSameEventAndALaterOneAnother() {
        var one = state("M-1", 7);
        assertThat(state("M-1", 7)).isEqualTo(one);
        assertThat(one.has("hash")).isFalse();
        assertThat(state("M-1", 8).path("id")).isNotEqualTo(one.path("id"));
        assertThat(state("M-2", 7).path("id")).isNotEqualTo(one.path("id"));
    }

    private JsonNode state(String subject, long seq) {
        return JSON.readTree(codec.cloudEvent("/x", subject, seq, new CaseStarted(), "system", AT));
    }

    /** Two versions of a service understand each other: what one does not know it passes over. */
    @Test
    void aFieldOfTomorrowIsPassedOver() {
        var event = (ObjectNode) JSON.readTree(rated());
        event.put("traceparent", "00-1-1-01");
        ((ObjectNode) event.path("data")).put("mood", "glad");

        var read = codec.read(JSON.writeValueAsBytes(event));

        assertThat(read.event()).contains(new CaseRated(5, null));
        assertThat(read.actor().toString()).isEqualTo("R-1 via app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "subject", "time", "seq", "actor", "data"})
    void withoutAFieldItIsNoEvent(String field) {
        var event = (ObjectNode) JSON.readTree(rated());
        event.remove(field);

        assertThatThrownBy(() -> codec.read(JSON.writeValueAsBytes(event)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "null", "[]", "{}", "{\"type\":\"wangge.case.rated.v1\"", "\u0000"})
    void whatIsNoneIsNamed(String bytes) {
        assertThatThrownBy(() -> codec.read(bytes.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void dataOfAnotherShapeThanItsTypesAreUnreadable() {
        var event = (ObjectNode) JSON.readTree(rated());
        event.putArray("data");
        assertThatThrownBy(() -> codec.read(JSON.writeValueAsBytes(event)))
                .isInstanceOf(UnreadableEvent.class);
        event.put("time", "yesterday");
        assertThatThrownBy(() -> codec.read(JSON.writeValueAsBytes(event)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void aCodecKnowsItsFamilyAndNothingElse() {
        assertThat(codec.typeOf(new CaseStarted())).isEqualTo("wangge.case.started.v1");
        assertThat(codec.types())
                .contains("wangge.case.started.v1", "wangge.case.rated.v1")
                .allMatch(type -> type.matches("wangge\\.case\\.[a-z-]+\\.v\\d"));
        assertThatThrownBy(() -> codec.typeOf("a text"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventCodec(String.class))
                .isInstanceOf(NullPointerException.class);
        var one = new EventCodec(CaseStarted.class);
        assertThat(one.types()).containsExactly("wangge.case.started.v1");
        assertThat(one.event("wangge.case.rated.v1", "{\"score\":5}")).isEmpty();
    }

    /** RFC 8785: sorted names, no spaces, one spelling of each text. */
    @Test
    void canonicalIsOneSpelling() {
        assertThat(codec.canonical(new CaseRated(3, "多\n\"吉\"")))
                .isEqualTo("{\"comment\":\"多\\n\\\"吉\\\"\",\"score\":3}");
    }
}
