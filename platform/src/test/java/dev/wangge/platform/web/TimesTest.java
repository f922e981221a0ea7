package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+300000000-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00+18:00",
                "0000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59-18:00",
                "1899-12-31T23:59:59Z",
                "2200-01-01T00:00:01Z",
                "2026-02-30T00:00:00Z",
                "2026-06-01T25:00:00Z",
                "2026-06-01T00:00:00",
                "2026-06-01",
                "",
                "1e9",
                "2026-06-01T00:00:00+99:00"
            })
    void aTimeThatCannotBeReckonedWithIsRefused(String value) {
        assertThatThrownBy(() -> Times.parameter("from", value)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+300000000-01-01",
                "0000-01-01",
                "-0001-01-01",
                "+10000-01-01",
                "1899-12-31",
                "2026-02-30",
                "",
                "x"
            })
    void aDayThatDoesNotSortAsTextIsNone(String value) {
        assertThat(Times.day(value)).isEmpty();
        assertThatThrownBy(() -> Times.day("asOf", value)).isInstanceOf(Problem.class);
    }

    @Test
    void whatIsSaneIsRead() {
        assertThat(Times.parameter("from", "2026-06-01T08:00:00+08:00"))
                .isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(Times.day("9999-12-31")).isPresent();
    }
}
