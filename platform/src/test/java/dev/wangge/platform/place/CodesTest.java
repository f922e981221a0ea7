package dev.wangge.platform.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {
    @Test
    void aCodeIsAPath() {
        assertThat(Codes.path("540328101201001"))
                .containsExactly(
                        "54", "5403", "540328", "540328101", "540328101201", "540328101201001");
        assertThat(Codes.path("540328000000")).containsExactly("54", "5403", "540328");
        assertThat(Codes.prefix("540328101000")).isEqualTo("540328101");
        assertThat(Codes.prefix("540000000000")).isEqualTo("54");
    }

    @Test
    void aGridLiesInItsVillage() {
        assertThat(Codes.division("540328101201001")).isEqualTo("540328101201");
        assertThat(Codes.division("540328")).isEqualTo("540328000000");
    }

    @Test
    void aDivisionHasTwelveDigits() {
        assertThat(Codes.padded("540328")).isEqualTo("540328000000");
        assertThat(Codes.padded("540328101201")).isEqualTo("540328101201");
    }

    @Test
    void severalLieInTheNarrowestDivisionThatAllLieIn() {
        assertThat(Codes.common(List.of("540328101", "540328102001"))).isEqualTo("540328");
        assertThat(Codes.common(List.of("540328", "540328101"))).isEqualTo("540328");
        assertThat(Codes.common(List.of("54", "65"))).isEmpty();
    }
}
