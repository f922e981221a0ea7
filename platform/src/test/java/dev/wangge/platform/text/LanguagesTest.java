package dev.wangge.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    -                          | zh
                    ''                         | zh
                    ' '                        | zh
                    zh                         | zh
                    zh-CN,en;q=0.9             | zh
                    bo                         | bo
                    BO-cn                      | bo
                    en-US,en;q=0.9,zh;q=0.8    | en
                    en;q=0.2,bo;q=0.7          | bo
                    en;q=0,bo;q=0.1            | bo
                    en;q=0                     | zh
                    de,fr;q=0.9                | zh
                    de,en;q=0.1                | en
                    *                          | zh
                    *;q=0.5,bo                 | bo
                    en;q=x                     | zh
                    ;;;                        | zh
                    e                          | zh
                    """)
    void isWhicheverIsLikedBestOfThoseThatAreSpoken(@Nullable String asked, String language) {
        var request = new MockHttpServletRequest();
        if (asked != null) {
            request.addHeader("Accept-Language", asked);
        }
        assertThat(Languages.asked(request)).isEqualTo(language);
    }

    @Test
    void threeAreSpoken() {
        assertThat(Languages.isSpoken("zh")).isTrue();
        assertThat(Languages.isSpoken("bo")).isTrue();
        assertThat(Languages.isSpoken("en")).isTrue();
        assertThat(Languages.isSpoken("ZH")).isFalse();
        assertThat(Languages.isSpoken("zh-CN")).isFalse();
        assertThat(Languages.isSpoken("")).isFalse();
    }
}
