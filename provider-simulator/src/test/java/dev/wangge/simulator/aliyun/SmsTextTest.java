package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

    @ParameterizedTest
    @CsvSource({"70, 1", "71, 2", "134, 2", "135, 3", "500, 8"})
    void seventyFitIntoOneAndSixtySevenIntoEachPart(int length, int segments) {
        // 【网格】 counts four.
        SmsText text = SmsText.of("网格", "ས".repeat(length - 4));

        assertThat(text.segments()).isEqualTo(segments);
        assertThat(text.tooLong()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, false", "501, true"})
    void fiveHundredIsTheLongest(int length, boolean tooLong) {
        assertThat(SmsText.of("网格", "雪".repeat(length - 4)).tooLong()).isEqualTo(tooLong);
    }
}
