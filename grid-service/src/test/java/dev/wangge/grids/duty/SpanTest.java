package dev.wangge.grids.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.place.Validity;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    private static final Instant MONDAY = Instant.parse("2026-07-06T00:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-07-10T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, 3, 2, 4, true",
        "1, 4, 2, 3, true",
        "1, 2, 2, 3, false",
        "1, 2, 3, 4, false",
        "1, 3, 1, 3, true",
        " , 2, 1, 3, true",
        " , 2, 2, 3, false",
        "1,  , 3, 4, true",
        "3,  , 1, 3, false",
        " ,  , 1, 2, true",
        " ,  ,  ,  , true",
        "2,  ,  , 2, false",
        "2,  ,  , 3, true",
        "4, 2, 1, 9, true",
        "4, 2, 2, 4, false"
    })
    void twoOverlapWhereEachBeginsBeforeTheOtherEnds(
            @Nullable String from,
            @Nullable String until,
            @Nullable String otherFrom,
            @Nullable String otherUntil,
            boolean overlap) {
        var one = new Span(day(from), day(until));
        var other = new Span(day(otherFrom), day(otherUntil));

        assertThat(one.overlaps(other)).isEqualTo(overlap);
        assertThat(other.overlaps(one)).isEqualTo(overlap);
    }

    @Test
    void anEntrySaysFromWhenUntilWhen() {
        assertThat(
                        Span.of(
                                new Document("from", MONDAY.toString())
                                        .append("until", FRIDAY.toString())))
                .isEqualTo(new Span(MONDAY, FRIDAY));
        assertThat(Span.of(new Document("from", MONDAY.toString())))
                .isEqualTo(new Span(MONDAY, null));
        assertThat(Span.of(new Document())).isEqualTo(Span.ALWAYS);
    }

    @Test
    void daysAreWholeOnesOfTheCounty() {
        assertThat(Span.of(Validity.parse("2026-07-01", "2026-07-31")))
                .isEqualTo(
                        new Span(
                                Instant.parse("2026-06-30T16:00:00Z"),
                                Instant.parse("2026-07-31T16:00:00Z")));
        assertThat(Span.of(Validity.ALWAYS)).isEqualTo(Span.ALWAYS);
    }

    private static @Nullable Instant day(@Nullable String day) {
        return day == null ? null : Instant.parse("2026-07-0%sT00:00:00Z".formatted(day));
    }
}
