package dev.wangge.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharactersTest {
    @ParameterizedTest
    @CsvSource({
        "0x0, true",
        "0x8, true",
        "0x9, false",
        "0xA, false",
        "0xB, true",
        "0xC, true",
        "0xD, false",
        "0xE, true",
        "0x1F, true",
        "0x20, false",
        "0x7E, false",
        "0x7F, true",
        "0x85, true",
        "0x9F, true",
        "0xA0, false",
        "0x0F40, false",
        "0xD7FF, false",
        "0xD800, true",
        "0xDFFF, true",
        "0xE000, false",
        "0xFFFD, false",
        "0x20BB7, false",
        "0x10FFFF, false"
    })
    void aTextHasLinesAndTabsAndNoOtherControlCharactersNorHalves(
            String character, boolean refused) {
        assertThat(Characters.isRefused(Integer.decode(character))).isEqualTo(refused);
    }

    @Test
    void whateverItIsItCanBeShownCut() {
        assertThat(Characters.shown("a\u0000b\ud800c\n", 10)).isEqualTo("a\uFFFDb\uFFFDc\n");
        assertThat(Characters.shown("𠮷𠮷𠮷", 2)).isEqualTo("𠮷𠮷");
        assertThat(Characters.shown("拉乌", 2)).isEqualTo("拉乌");
        assertThat(Characters.shown("拉乌", 0)).isEmpty();
    }
}
