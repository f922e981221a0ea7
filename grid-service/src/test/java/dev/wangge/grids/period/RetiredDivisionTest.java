package dev.wangge.grids.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.StoredDirectory;
import dev.wangge.grids.period.PeriodBody.DutyBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.testing.Engine;
import dev.wangge.testing.MovableClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody is asked to report for a division that is no more. */
class RetiredDivisionTest {
    private static final Caller PROVINCE = Caller.system("test", Set.of(Role.ADMIN), List.of("54"));
    private static final Instant NOW = Instant.parse("2026-11-25T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final String LASTING = "540328101201";
    private static final String ENDED = "540328101202";
    private static final String ENDS_TODAY = "540328101203";
    private static final String REPLACED = "540328101204";
    private static final String ENDS_LATER = "540328101205";

    @ParameterizedTest
    @EnumSource
    void whatIsNoMoreIsRefusedWithTheOneAfterIt(Engine engine) {
        try (var stored = new StoredDirectory(engine, new MovableClock())) {
            var directory = stored.open();
            directory.save(
                    List.of(
                            village(LASTING, null, null),
                            village(ENDED, TODAY.minusDays(1), null),
                            village(ENDS_TODAY, TODAY, LASTING),
                            village(REPLACED, null, LASTING),
                            village(ENDS_LATER, TODAY.plusDays(10), LASTING),
                            Entry.of(
                                    Kind.DIVISION,
                                    "540328101000",
                                    "540328101000",
                                    new Document("name", "如美镇").append("level", "township"),
                                    null),
                            Entry.of(
                                    Kind.UNIT,
                                    "gov",
                                    "540328101000",
                                    new Document("name", "镇政府").append("kind", "VILLAGE"),
                                    null)),
                    Map.of(),
                    "test");

            assertThat(period(directory, TODAY, List.of(LASTING, ENDS_TODAY, ENDS_LATER), null))
                    .isNotNull();
            refused(
                    () -> period(directory, TODAY, List.of(LASTING, ENDED), null),
                    ENDED + " is no more after 2026-11-24");
            refused(
                    () -> period(directory, TODAY, List.of(REPLACED), null),
                    "now it is " + LASTING);
            // It is there today, and no more when the period begins.
            refused(
                    () -> period(directory, TODAY.plusDays(1), List.of(ENDS_TODAY), null),
                    "now it is " + LASTING);
            refused(
                    () -> period(directory, TODAY, List.of("540328101000"), ENDED),
                    ENDED + " is no more");
        }
    }

    private static void refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, String detail) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(asked)
                .withMessageContaining(detail)
                .satisfies(problem -> assertThat(problem.slug()).isEqualTo("division-retired"));
    }

    private static KeyPeriod period(
            Directory directory,
            LocalDate from,
            List<String> divisions,
            @Nullable String onRoster) {
        return new PeriodCheck(directory)
                .checked(
                        "id",
                        new PeriodBody(
                                "节",
                                from.toString(),
                                from.plusDays(20).toString(),
                                List.copyOf(divisions),
                                "17:00",
                                null,
                                onRoster == null
                                        ? null
                                        : List.of(new DutyBody(onRoster, null, "gov"))),
                        PROVINCE,
                        NOW);
    }

    private static Entry village(
            String code, @Nullable LocalDate to, @Nullable String supersededBy) {
        var state = new Document("name", "村").append("level", "village");
        if (to != null) {
            state.append("validTo", to.toString());
        }
        if (supersededBy != null) {
            state.append("supersededBy", supersededBy);
        }
        return Entry.of(Kind.DIVISION, code, code, state, null);
    }
}
