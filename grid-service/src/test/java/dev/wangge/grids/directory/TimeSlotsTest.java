package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeSlotsTest {
    private static final long SEED = 540328;
    private static final int SPANS = 2_000;

    @Test
    void whatHoldsAtATimeIsInJustOneOfItsSlots() {
        var random = new Random(SEED);
        var first = Instant.parse("1949-10-01T00:00:00Z");
        for (int i = 0; i < SPANS; i++) {
            long longest = 1L << (1 + random.nextInt(26));
            var from = first.plusSeconds(60L * random.nextInt(100_000_000));
            var until = from.plusSeconds(60 * (1 + random.nextLong(longest)));
            var slots = TimeSlots.of(from, until);
            assertThat(slots).hasSizeLessThan(100).doesNotHaveDuplicates();
            long length = until.getEpochSecond() - from.getEpochSecond();
            var within = from.plusSeconds(random.nextLong(length));
            for (var holds : new Instant[] {from, within, until.minusMillis(1)}) {
                assertThat(TimeSlots.at(holds)).filteredOn(slots::contains).hasSize(1);
            }
            for (var not : new Instant[] {from.minusMillis(1), until, until.plusSeconds(length)}) {
                assertThat(TimeSlots.at(not)).doesNotContainAnyElementsOf(slots);
            }
        }
    }

    @Test
    void aDayOfTheCountyIsOneSlotAndHalfADayAFew() {
        var day = LocalDate.parse("2026-02-28").atStartOfDay(ZoneId.of("Asia/Shanghai"));
        assertThat(TimeSlots.of(day.toInstant(), day.plusDays(1).toInstant())).hasSize(1);
        var eight = day.plusHours(8);
        assertThat(TimeSlots.of(eight.toInstant(), eight.plusHours(12).toInstant())).hasSize(7);
        assertThat(TimeSlots.of(day.toInstant(), day.plusYears(1).toInstant())).hasSizeLessThan(30);
    }

    @Test
    void whatBeginsWithinAMinuteHasAllOfIt() {
        var from = OffsetDateTime.parse("2026-02-28T08:00:30+08:00").toInstant();
        assertThat(TimeSlots.of(from, from.plusSeconds(45))).hasSize(2);
        assertThat(TimeSlots.of(from, from.plusMillis(1)))
                .containsAnyElementsOf(TimeSlots.at(from));
    }
}
