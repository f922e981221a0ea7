package dev.wangge.platform.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource({
        "%E6%8B%89%E4%B9%8C, 拉乌",
        "a+b, a b",
        "a%2Bb, a+b",
        "%F0%A0%AE%B7, 𠮷",
        "100%25, 100%",
        "%FF,",
        "%E6%8B,",
        "%C0%80,",
        "%ED%A0%80,",
        "%C0%AD%CE%DA,",
        "%,",
        "a%2,",
        "%zz,",
        "%-1,"
    })
    void isReadAsUtf8OrNotAtAll(String raw, @Nullable String text) {
        assertThat(Query.decoded(raw, true).orElse(null)).isEqualTo(text);
    }
}
