package dev.wangge.platform.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    private static String dialled(String text) {
        return PhoneNumber.firstIn(text).map(PhoneNumber::digits).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "19900000023",
                "１９９００００００２３",
                "༡༩༩༠༠༠༠༠༠༢༣",
                "ཁ་པར། ༡༩༩ ༠༠༠༠ ༠༠༢༣",
                "199 0000 0023",
                "199-0000-0023",
                "199－0000－0023",
                "199.0000.0023",
                "(199)00000023",
                "（199）00000023",
                "+8619900000023",
                "+86 199 0000 0023",
                "＋86-19900000023",
                "0086 19900000023",
                "008619900000023",
                "8619900000023",
                "019900000023",
                "+86(0)19900000023",
                "+86 (0) 199 0000 0023",
                "电话：19900000023",
                "tel:+8619900000023",
                "19900000023（扎西）",
                "19900000023/13900000001",
                "19900000023、13900000001",
                "19900000023，13900000001",
                "19900000023;13900000001",
                "19900000023 13900000001",
                "199 0000 0023 139 0000 0001",
                "1990000002313900000001",
                "+8619900000023+8613900000001",
                "12345 19900000023",
                "0895-4542222, 19900000023",
                "没有 / 19900000023",
                "\u00A019900000023\u200B",
                "19900000023\n13900000001",
            })
    void aMobileIsTheSameHoweverItIsWritten(String text) {
        assertThat(PhoneNumber.firstIn(text)).contains(new PhoneNumber("19900000023", true));
    }

    @Test
    void aLandlineHasItsAreaCode() {
        assertThat(dialled("0895-4542222")).isEqualTo("08954542222");
        assertThat(dialled("(0895) 454 2222")).isEqualTo("08954542222");
        assertThat(dialled("+86 895 4542222")).isEqualTo("08954542222");
        assertThat(dialled("０８９５－４５４２２２２")).isEqualTo("08954542222");
        assertThat(dialled("010-12345678转801")).isEqualTo("01012345678");
        assertThat(PhoneNumber.firstIn("0895-4542222").orElseThrow().isMobile()).isFalse();
    }

    @Test
    void othersAreKeptAsTheyAreDialled() {
        assertThat(dialled("4542222")).isEqualTo("4542222");
        assertThat(dialled("12345")).isEqualTo("12345");
        assertThat(dialled("+977 1 4444444")).isEqualTo("97714444444");
        assertThat(dialled("00977 1 4444444")).isEqualTo("97714444444");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "没有", "1234", "-", "+", "x"})
    void whatCannotBeAPhoneIsNone(String text) {
        assertThat(PhoneNumber.firstIn(text)).isEmpty();
    }

    @Test
    void aFieldFullOfAnythingIsReadUpToAPoint() {
        assertThat(dialled("1".repeat(60))).isEmpty();
        assertThat(dialled("9".repeat(1_000_000))).isEmpty();
        assertThat(dialled("1 ".repeat(500_000))).hasSizeLessThanOrEqualTo(15);
        assertThat(dialled("扎西".repeat(40) + "19900000023")).isEqualTo("19900000023");
    }

    @Test
    void aMaskedOneShowsItsEnds() {
        assertThat(PhoneNumber.firstIn("19900000023").orElseThrow().masked())
                .isEqualTo("199****0023");
        assertThat(PhoneNumber.firstIn("12345").orElseThrow().masked()).isEqualTo("****45");
    }
}
