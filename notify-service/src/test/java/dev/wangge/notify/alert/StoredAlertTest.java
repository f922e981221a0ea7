package dev.wangge.notify.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.notify.subject.CaseSubject;
import dev.wangge.notify.subject.ZeroReportSubject;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Documents as versions until November 2026 wrote them are read, and written no otherwise. */
class StoredAlertTest {
    private static final String ABOUT_A_CASE =
            """
            {"_id": "5f1d3a52-0d5c-5c0e-9a3e-6f0a0a3c7d10", "rule": "DISPATCHED",
             "recipient": "M-540328101201001-7",
             "cause": {"event": "e-1", "at": {"$date": "2026-11-24T02:00:00Z"},
               "grid": "540328101201001", "division": "540328101201",
               "due": {"$date": "2026-11-25T02:00:00Z"},
               "number": "WG2026-0000123", "kind": "EMERGENCY"},
             "path": ["54", "5403", "540328", "540328101", "540328101201", "540328101201001"],
             "code": "0123456789ab", "createdAt": {"$date": "2026-11-24T02:00:01Z"},
             "version": 6, "seq": 2,
             "facts": [
               {"seq": 1, "id": "f-1", "type": "wangge.alert.status.v1",
                "at": {"$date": "2026-11-24T02:00:02Z"}, "by": "notify-service",
                "data": "{\\"caseId\\":\\"c-1\\",\\"rule\\":\\"DISPATCHED\\",\\"recipient\\":\\"M-7\\",\\"channel\\":\\"WECOM\\",\\"status\\":\\"SENT\\",\\"possibleDuplicate\\":false}",
                "hash": "h1"}],
             "caseId": "c-1", "status": "SENDING", "channel": "ALIYUN_SMS", "language": "bo",
             "wakeAt": {"$date": "2026-11-24T02:12:30Z"},
             "updatedAt": {"$date": "2026-11-24T02:12:10Z"}, "exhausted": ["WECOM"],
             "moot": false, "tries": 1, "toldPhone": "blind",
             "attempts": [
               {"channel": "WECOM", "outId": "5f1d3a52-0d5c-5c0e-9a3e-6f0a0a3c7d10-01",
                "at": {"$date": "2026-11-24T02:00:01Z"}, "state": "ACCEPTED", "code": null,
                "message": null, "providerId": "m", "receiptAt": null, "words": "aa",
                "possibleDuplicate": false},
               {"channel": "ALIYUN_SMS", "outId": "5f1d3a52-0d5c-5c0e-9a3e-6f0a0a3c7d10-02",
                "at": {"$date": "2026-11-24T02:12:10Z"}, "state": "SENDING", "code": null,
                "message": null, "providerId": null, "receiptAt": null, "words": "bb",
                "possibleDuplicate": true}]}
            """;

    private static final String ABOUT_A_ZERO_REPORT =
            """
            {"_id": "a7", "rule": "ZERO_REPORT_DUE", "recipient": "unit:540328101000-gov",
             "cause": {"event": "e-2", "at": {"$date": "2026-10-01T08:00:00Z"}, "grid": null,
               "division": "540328101201", "due": {"$date": "2026-10-01T09:00:00Z"},
               "period": "国庆节", "day": "2026-10-01"},
             "path": ["54"], "code": "c", "createdAt": {"$date": "2026-10-01T08:00:00Z"},
             "version": {"$numberLong": "3"}, "seq": {"$numberLong": "0"}, "facts": [],
             "zeroReportId": "z-1", "status": "SENT",
             "updatedAt": {"$date": "2026-10-01T08:00:02Z"}, "exhausted": [], "moot": true,
             "tries": 0, "phoneIndex": "blind", "heard": ["r-1", "r-2"], "attempts": []}
            """;

    private static void assertWritesWhatItRead(Document stored) {
        var written = StoredAlert.changing(StoredAlert.read(stored));

        written.forEach((name, value) -> assertThat(value).as(name).isEqualTo(stored.get(name)));
    }

    @Test
    void anAlertAboutACaseInTheMiddleOfItsLifeIsRead() {
        var stored = Document.parse(ABOUT_A_CASE);

        var alert = StoredAlert.read(stored);

        assertThat(alert.rule()).isEqualTo(Rule.DISPATCHED);
        assertThat(alert.status()).isEqualTo(Status.SENDING);
        assertThat(alert.isDue(Instant.parse("2026-11-24T02:12:30Z"))).isTrue();
        assertThat(alert.isDue(Instant.parse("2026-11-24T02:12:29Z"))).isFalse();
        assertThat(alert.version()).isEqualTo(6);
        assertThat(alert.cause().subject())
                .isEqualTo(new CaseSubject("c-1", "WG2026-0000123", "EMERGENCY"));
        assertThat(alert.cause().subject().isEmergency()).isTrue();
        assertThat(alert.cause().due()).isEqualTo("2026-11-25T02:00:00Z");
        var delivery = alert.delivery();
        assertThat(delivery.tries()).isEqualTo(1);
        assertThat(delivery.exhausted()).extracting(Object::toString).containsExactly("WECOM");
        assertThat(delivery.attempts())
                .extracting(Attempt::state)
                .containsExactly(Attempt.State.ACCEPTED, Attempt.State.SENDING);
        assertThat(delivery.isPossibleDuplicate()).isTrue();
        assertWritesWhatItRead(stored);
    }

    @Test
    void anAlertAboutAZeroReportIsRead() {
        var stored = Document.parse(ABOUT_A_ZERO_REPORT);

        var alert = StoredAlert.read(stored);

        assertThat(alert.cause().subject())
                .isEqualTo(new ZeroReportSubject("z-1", "国庆节", "2026-10-01"));
        assertThat(alert.cause().place()).isEqualTo("540328101201");
        assertThat(alert.isMoot()).isTrue();
        assertThat(alert.replies().holds("r-2")).isTrue();
        assertThat(alert.isDue(Instant.MAX)).isFalse();
        assertWritesWhatItRead(stored);
    }

    @Test
    void oneOfBeforeThereWereRepliesIsRead() {
        var stored = Document.parse(ABOUT_A_CASE);
        List.of("heard", "phoneIndex", "toldPhone", "tries", "moot").forEach(stored::remove);

        var alert = StoredAlert.read(stored);

        assertThat(alert.isMoot()).isFalse();
        assertThat(alert.delivery().tries()).isZero();
        assertThat(alert.replies().holds("r")).isFalse();
    }
}
