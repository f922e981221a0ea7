package dev.wangge.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseRated;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseStarted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-24T02:00:00.123456Z");
    private final EventCodec codec = new EventCodec(CaseEvent.class);

    @Test
    void aFactGoesOutAsACloudEventAndComesBack() {
        var fact = codec.fact("case-1", 6, "before", new CaseRated(5, null), "reporter", AT);

        var read = codec.read(codec.cloudEvent("/case-service", "case-1", fact));

        assertThat(read.type()).isEqualTo("wangge.case.rated.v1");
        assertThat(read.seq()).isEqualTo(7);
        assertThat(read.subject()).isEqualTo("case-1");
        assertThat(read.time()).isEqualTo("2026-11-24T02:00:00.123Z");
        assertThat(read.event()).contains(new CaseRated(5, null));
    }

    @Test
    void aTypeOfTomorrowIsReadWithoutItsEvent() {
        var bytes =
                """
                {"specversion":"1.0","id":"1","type":"wangge.case.blessed.v9","source":"/x","subject":"c",
                 "time":"2030-01-01T00:00:00Z","seq":1,"actor":"x","data":{}}
                """;

        assertThat(codec.read(bytes.getBytes(StandardCharsets.UTF_8)).event()).isEmpty();
    }

    @Test
    void whatIsNoEventIsNamedSo() {
        assertThatThrownBy(() -> codec.read("poison".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EventCodec.UnreadableEvent.class);
    }

    @Test
    void aChangedFactNoLongerFollows() {
        var fact = codec.fact("case-1", 0, Fact.GENESIS, new CaseStarted(), "M-1", AT);
        var forged =
                new Fact(
                        fact.seq(),
                        fact.id(),
                        fact.type(),
                        fact.at(),
                        "M-2",
                        fact.data(),
                        fact.hash());

        assertThat(fact.follows("case-1", Fact.GENESIS)).isTrue();
        assertThat(forged.follows("case-1", Fact.GENESIS)).isFalse();
    }

    /** Reckoned from what ADR 1 says, and once for all: what is stored must go on to verify. */
    @Test
    void aHashIsOfThePreviousHashAndAllThatTheFactSays() throws Exception {
        var first = codec.fact("case-1", 0, Fact.GENESIS, new CaseStarted(), "M-1", AT);
        var onTheSecond = Instant.parse("2026-11-24T02:00:05Z");
        var second =
                codec.fact("case-1", 1, first.hash(), new CaseRated(5, null), "desk", onTheSecond);

        assertThat(first.hash())
                .isEqualTo(
                        sha256(
                                "\ncase-1\n1\nwangge.case.started.v1\n2026-11-24T02:00:00.123Z\nM-1\n{}"));
        assertThat(second.hash())
                .isEqualTo(
                        sha256(
                                first.hash()
                                        + "\ncase-1\n2\nwangge.case.rated.v1\n2026-11-24T02:00:05Z\ndesk\n"
                                        + "{\"comment\":null,\"score\":5}"));
        assertThat(second.follows("case-1", first.hash())).isTrue();
        assertThat(second.follows("case-1", Fact.GENESIS)).isFalse();
        assertThat(second.follows("case-2", first.hash())).isFalse();
    }

    private static String sha256(String text) throws Exception {
        var digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void partsOfAnIdentityDoNotRunTogether() {
        assertThat(Ids.of("ab", "c")).isNotEqualTo(Ids.of("a", "bc")).isEqualTo(Ids.of("ab", "c"));
        assertThat(Ids.of("x").version()).isEqualTo(5);
    }
}
