package dev.wangge.cases.timing;

import static dev.wangge.cases.action.Acting.LADDER;
import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.supervision.WakeUp;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseWindowWarned;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tuesday 24 November 2026. */
class SeasonTest {
    private static final Instant WARNED = Instant.parse("2027-10-18T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "05-01, 10-31, 2027-05-01, 2027-10-31",
        "11-01, 11-24, 2026-11-01, 2026-11-24",
        "11-01, 11-23, 2027-11-01, 2027-11-23",
        "11-15, 03-31, 2026-11-15, 2027-03-31",
        "08-01, 11-30, 2026-08-01, 2026-11-30",
        "02-01, 02-29, 2027-02-01, 2027-02-28",
        "2026-12-01, 2027-01-31, 2026-12-01, 2027-01-31"
    })
    void theWindowIsTheOneThatIsOpenOrOpensNext(
            String from, String to, String opens, String shuts) {
        var window = new Season(from, to).window(NOW);

        assertThat(window.from()).isEqualTo(opens);
        assertThat(window.to()).isEqualTo(shuts);
    }

    @ParameterizedTest
    @CsvSource({
        "05-01, 2027-10-31, #/window",
        "May, 10-31, #/window",
        "13-01, 10-31, #/window",
        "0001-01-01, 2027-01-31, #/window",
        "2026-05-01, 2026-10-31, #/window/to",
        "2027-10-31, 2027-05-01, #/window/to",
        "2027-05-01, 2028-10-31, #/window/to"
    })
    void whatIsNoWindowIsPointedAt(String from, String to, String pointer) {
        assertThatThrownBy(() -> new Season(from, to).window(NOW))
                .isInstanceOf(Problem.class)
                .extracting("properties")
                .asString()
                .contains("pointer=" + pointer + ",");
    }

    private static Case suspended(String window, String resumeWhen) {
        var it = Acting.dispatched(CaseKind.REQUEST);
        Acting.act(
                it,
                "suspend",
                "{\"reason\":\"修路等钱\",\"resumeWhen\":\"%s\"%s}".formatted(resumeWhen, window),
                "desk");
        return it;
    }

    private static void warn(Case it, Instant now) {
        var warning = (WakeUp.Warn) it.agenda(LADDER).due(now).orElseThrow();
        it.record(
                new CaseWindowWarned(warning.shutsAt(), it.assignee(), it.about()),
                Actor.SYSTEM,
                now);
    }

    /** Fourteen days before the first of November, at nine: nobody is woken at night. */
    @Test
    void whoHasItIsWarnedOnceAndInWorkingHours() {
        var it = suspended(",\"window\":{\"from\":\"05-01\",\"to\":\"10-31\"}", "资金到位");
        long version = it.version();
        assertThat(it.agenda(LADDER).next()).isEqualTo(WARNED);
        assertThat(it.agenda(LADDER).due(WARNED.minusMillis(1))).isEmpty();

        warn(it, WARNED);

        assertThat(it.isSuspended()).isTrue();
        assertThat(it.version()).isEqualTo(version);
        assertThat(it.agenda(LADDER).due(WARNED.plus(Duration.ofDays(20)))).isEmpty();
        assertThat(it.agenda(LADDER).next()).isEqualTo(it.dueAt());
    }

    @Test
    void whatRunsOnIsNotWarnedOf() {
        var it = suspended(",\"window\":{\"from\":\"05-01\",\"to\":\"10-31\"}", "资金到位");
        Acting.act(it, "resume", "{\"reason\":\"到位\"}", "desk", NOW.plus(Duration.ofDays(9)));
        assertThat(it.agenda(LADDER).plan()).noneMatch(WakeUp.Warn.class::isInstance);

        var before = suspended(",\"window\":{\"from\":\"05-01\",\"to\":\"10-31\"}", "2027-08-01");
        assertThat(before.agenda(LADDER).plan()).singleElement().isInstanceOf(WakeUp.Resume.class);
        assertThat(suspended("", "资金到位").agenda(LADDER).plan())
                .singleElement()
                .isInstanceOf(WakeUp.Resume.class);
    }

    /** The window shuts in six days: there is no time to lose. */
    @Test
    void whoSuspendsItLateIsWarnedAtOnce() {
        var it = suspended(",\"window\":{\"from\":\"05-01\",\"to\":\"11-30\"}", "资金到位");

        assertThat(it.agenda(LADDER).due(NOW))
                .hasValueSatisfying(what -> assertThat(what).isInstanceOf(WakeUp.Warn.class));
    }
}
