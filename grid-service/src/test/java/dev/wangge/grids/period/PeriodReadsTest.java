package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.testing.DatabaseReads;
import dev.wangge.testing.DatabaseReads.Read;
import dev.wangge.testing.OnBestEngine;
import dev.wangge.testing.ServiceClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Key periods and their zero-reports are read about as much as they are shown. */
@OnBestEngine
@TestPropertySource(properties = "stories.of-their-own=what-periods-read")
class PeriodReadsTest extends SmallCounty {
    /** Nobody else asks for so many. */
    private static final int LIMIT = 37;

    private static final int PERIODS = 150;
    private static final int DAYS = 20;
    private static final int VILLAGES = 40;
    private static final LocalDate FIRST = LocalDate.of(2031, 3, 1);
    private static final String WIDE = "p-reads-0";

    @Autowired private PeriodStore periods;
    @Autowired private ZeroReportStore reports;

    @BeforeAll
    void manyPeriodsOneOfThemWithManyReports() {
        var now = clock.instant();
        for (int i = 0; i < PERIODS; i++) {
            assertThat(periods.create(period("p-reads-" + i, now.plusSeconds(i)), null)).isTrue();
        }
        var wide = period(WIDE, now);
        for (int day = 0; day < DAYS; day++) {
            for (int village = 0; village < VILLAGES; village++) {
                var division = "5403281%02d2%02d".formatted(1 + village / 10, village % 10);
                reports.create(ZeroReport.begun(wide, division, FIRST.plusDays(day), "M-1", now));
            }
        }
    }

    private static KeyPeriod period(String id, Instant createdAt) {
        return new KeyPeriod(
                id,
                "节日",
                FIRST,
                FIRST.plusDays(DAYS - 1L),
                List.of("540328000000"),
                LocalTime.of(17, 0),
                Duration.ofHours(2),
                List.of(),
                "test",
                createdAt,
                null,
                1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/key-periods?",
                "/api/v1/key-periods?within=540328&",
                "/api/v1/key-periods?within=540328101&",
            })
    void periodsReadAboutAsMuchAsTheyShow(String list) {
        read("keyPeriods", list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "day=2031-03-05&",
                "status=DUE&",
                "status=FILED&",
                "status=DUE,MISSED&",
                "within=540328102&",
                "within=540328102205&",
                "within=540328102205&status=DUE&",
                "within=540328102205&day=2031-03-05&",
                "within=540328102&day=2031-03-05&status=DUE,FILED&",
            })
    void zeroReportsReadAboutAsMuchAsTheyShow(String filters) {
        read("zeroReports", "/api/v1/key-periods/" + WIDE + "/zero-reports?" + filters);
    }

    /** Twenty days, none of which has what is asked for: not a question for each. */
    @Test
    void anEmptyListIsFoundEmptyInFewQuestions() {
        var reads =
                DatabaseReads.during(
                        mongo,
                        "zeroReports",
                        LIMIT + 1,
                        () -> {
                            var path =
                                    "/api/v1/key-periods/%s/zero-reports?status=MISSED&limit=%d"
                                            .formatted(WIDE, LIMIT);
                            var page = ServiceClient.read(service.get(desk, path), 200);
                            assertThat(page.path("items")).isEmpty();
                        });

        assertThat(reads).hasSizeBetween(1, 6);
        reads.forEach(Read::assertFrugal);
    }

    /** The first page and the next. */
    private void read(String collection, String list) {
        var reads =
                DatabaseReads.during(
                        mongo,
                        collection,
                        LIMIT + 1,
                        () -> {
                            var path = list + "limit=" + LIMIT;
                            var page = ServiceClient.read(service.get(desk, path), 200);
                            if (!page.path("next").isNull()) {
                                assertThat(
                                                service.get(
                                                        desk,
                                                        path
                                                                + "&cursor="
                                                                + page.path("next").asString()))
                                        .returns(200, HttpResponse::statusCode);
                            }
                        });
        assertThat(reads).as(list).isNotEmpty();
        reads.forEach(Read::assertFrugal);
    }
}
