package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.FindingReported;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportChased;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportDue;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportFiled;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportMissed;
import dev.wangge.contracts.fieldwork.v1.ZeroReportEvent.ZeroReportWithdrawn;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZeroReportTest {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 1);
    private static final Instant MORNING = Instant.parse("2026-09-30T16:00:00Z");
    private static final Instant REMIND = Instant.parse("2026-10-01T07:00:00Z");
    private static final Instant HOUR = Instant.parse("2026-10-01T09:00:00Z");
    private static final Vault VAULT = new Vault(new byte[32]);
    private static final KeyPeriod PERIOD =
            new KeyPeriod(
                    "p",
                    "国庆节",
                    DAY,
                    DAY.plusDays(6),
                    List.of("540328000000"),
                    LocalTime.of(17, 0),
                    Duration.ofHours(2),
                    List.of(),
                    "county-demo",
                    MORNING,
                    null,
                    1);

    private static ZeroReport begun() {
        return ZeroReport.begun(PERIOD, "540328101201", DAY, "M-1", MORNING);
    }

    private static List<Class<?>> told(ZeroReport report) {
        return report.newFacts().stream()
                .<Class<?>>map(fact -> ZeroReport.CODEC.event(fact).orElseThrow().getClass())
                .toList();
    }

    @Test
    void theHourIsTheCountys() {
        var report = begun();

        assertThat(report.head().remindAt()).isEqualTo(REMIND);
        assertThat(report.head().dueAt()).isEqualTo(HOUR);
        assertThat(report.state().wakeAt()).isEqualTo(REMIND);
    }

    @Test
    void aReminderIsNeverBeforeTheDay() {
        var early =
                new KeyPeriod(
                        "p",
                        "n",
                        DAY,
                        DAY,
                        List.of(),
                        LocalTime.of(1, 0),
                        Duration.ofHours(5),
                        List.of(),
                        "c",
                        MORNING,
                        null,
                        1);

        assertThat(early.remindAt(DAY)).isEqualTo(KeyPeriod.start(DAY));
    }

    @Test
    void aPeriodThatBeginsAfterTheHourBeginsTomorrow() {
        var afternoon =
                new KeyPeriod(
                        "p",
                        "n",
                        DAY,
                        DAY.plusDays(1),
                        List.of(),
                        LocalTime.of(17, 0),
                        Duration.ZERO,
                        List.of(),
                        "c",
                        HOUR,
                        null,
                        1);

        assertThat(afternoon.firstDay()).hasValue(DAY.plusDays(1));
    }

    @Test
    void chasedThenMissedThenFiledLate() {
        var report = begun();
        report.chase("国庆节", "M-2", REMIND);
        report.miss("国庆节", "unit:gov", HOUR);
        report.file(Via.SMS, null, "M-2", HOUR.plusSeconds(60));

        assertThat(report.status()).isEqualTo(Status.FILED_LATE);
        assertThat(report.state().wakeAt()).isNull();
        assertThat(report.state().recipient()).isEqualTo("M-2");
        assertThat(report.state().escalatedTo()).isEqualTo("unit:gov");
        assertThat(told(report))
                .containsExactly(
                        ZeroReportDue.class,
                        ZeroReportChased.class,
                        ZeroReportMissed.class,
                        ZeroReportFiled.class);
    }

    @Test
    void filingTwiceIsFilingOnce() {
        var report = begun();
        report.file(Via.LINK, null, "M-1", REMIND);
        report.file(Via.SMS, null, "M-1", REMIND.plusSeconds(1));
        report.file(Via.API, null, "county-demo", HOUR.plusSeconds(1));

        assertThat(report.status()).isEqualTo(Status.FILED);
        assertThat(told(report)).containsExactly(ZeroReportDue.class, ZeroReportFiled.class);
    }

    @Test
    void theSameFindingIsOneCaseAndAnotherIsAnother() {
        var report = begun();
        report.file(Via.LINK, Finding.written("路边有落石", VAULT), "M-1", REMIND);
        report.file(Via.SMS, Finding.written(" 路边有落石\r\n", VAULT), "M-1", REMIND);
        report.file(Via.API, Finding.written("桥面裂缝", VAULT), "county-demo", REMIND);

        assertThat(report.state().findings()).hasSize(2);
        assertThat(told(report))
                .containsExactly(
                        ZeroReportDue.class,
                        ZeroReportFiled.class,
                        FindingReported.class,
                        FindingReported.class);
        for (var fact : report.newFacts()) {
            assertThat(fact.data()).doesNotContain("落石", "裂缝");
        }
        var finding =
                (FindingReported) ZeroReport.CODEC.event(report.newFacts().get(2)).orElseThrow();
        assertThat(VAULT.open(finding.sealed(), finding.caseId())).contains("路边有落石");
    }

    @Test
    void theHourItselfIsTooLateAndTheMomentBeforeIsNot() {
        var report = begun();
        var hour = report.head().dueAt();

        assertThat(report.isOverdue(hour.minusMillis(1))).isFalse();
        assertThat(report.isOverdue(hour)).isTrue();
    }

    @Test
    void nobodyFilesWhatWasWithdrawn() {
        var report = begun();
        report.withdraw("county-demo", REMIND);

        assertThatThrownBy(() -> report.file(Via.API, null, "x", REMIND))
                .isInstanceOf(Problem.class);
        assertThat(report.state().wakeAt()).isNull();
    }

    /** Whatever happens in whatever order, and however often: some things never do. */
    @Test
    void keepsItsPromisesWhateverHappens() {
        long seed = new Random().nextLong();
        System.out.println("ZeroReportTest seed " + seed);
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            var report = begun();
            var now = MORNING;
            var steps = new ArrayList<String>();
            for (int step = 0; step < 12; step++) {
                now = now.plusSeconds(random.nextInt(7_200));
                steps.add(step(report, random, now));
                holds(report, now, "seed %d run %d: %s".formatted(seed, run, steps));
                if (random.nextBoolean()) {
                    report = readAgain(report);
                }
            }
        }
    }

    private static String step(ZeroReport report, Random random, Instant now) {
        var what = random.nextInt(6);
        switch (what) {
            // As the sweep does, which looks at the clock.
            case 0, 1 -> {
                if (report.isDue(now)) {
                    if (report.isOverdue(now)) {
                        report.miss("n", "unit:gov", now);
                    } else {
                        report.chase("n", "M-1", now);
                    }
                }
            }
            case 2 -> tryToFile(report, null, now);
            case 3 -> tryToFile(report, Finding.written("发现" + random.nextInt(3), VAULT), now);
            case 4 -> {
                if (report.isOverdue(now)) {
                    report.miss("n", "unit:gov", now); // Another instance's sweep.
                }
            }
            default -> {
                if (random.nextInt(5) == 0) {
                    report.withdraw("county-demo", now);
                }
            }
        }
        return what + "→" + report.status();
    }

    private static void tryToFile(
            ZeroReport report, @org.jspecify.annotations.Nullable Finding finding, Instant now) {
        try {
            report.file(Via.LINK, finding, "M-1", now);
        } catch (Problem refused) {
            assertThat(report.status()).isEqualTo(Status.WITHDRAWN);
        }
    }

    private static void holds(ZeroReport report, Instant now, String how) {
        var told = all(report);
        assertThat(times(told, ZeroReportDue.class)).as(how).isEqualTo(1);
        assertThat(times(told, ZeroReportChased.class)).as(how).isLessThanOrEqualTo(1);
        assertThat(times(told, ZeroReportMissed.class)).as(how).isLessThanOrEqualTo(1);
        assertThat(times(told, ZeroReportFiled.class))
                .as(how)
                .isEqualTo(report.status().isFiled() ? 1 : 0);
        assertThat(times(told, ZeroReportWithdrawn.class))
                .as(how)
                .isEqualTo(report.status() == Status.WITHDRAWN ? 1 : 0);
        assertThat(times(told, FindingReported.class))
                .as(how)
                .isEqualTo(report.state().findings().size())
                .isLessThanOrEqualTo(3);
        // Who has said something is not chased, and nothing wakes it again.
        var filed = told.indexOf(ZeroReportFiled.class);
        if (filed >= 0) {
            assertThat(told.subList(filed, told.size()))
                    .as(how)
                    .doesNotContain(ZeroReportChased.class, ZeroReportMissed.class);
        }
        var waits = report.status() == Status.DUE || report.status() == Status.CHASED;
        assertThat(report.state().wakeAt() != null).as(how).isEqualTo(waits);
        if (report.status() == Status.FILED) {
            assertThat(Objects.requireNonNull(report.state().filed()).at())
                    .as(how)
                    .isBeforeOrEqualTo(HOUR);
        }
        assertThat(report.isDue(now) && report.status().isFiled()).as(how).isFalse();
    }

    private static long times(List<Class<?>> told, Class<?> what) {
        return told.stream().filter(what::equals).count();
    }

    private static List<Class<?>> all(ZeroReport report) {
        return report.facts().stream()
                .<Class<?>>map(fact -> ZeroReport.CODEC.event(fact).orElseThrow().getClass())
                .toList();
    }

    private static ZeroReport readAgain(ZeroReport report) {
        return new ZeroReport(report.head(), report.state(), report.facts(), report.version() + 1);
    }
}
