package dev.wangge.grids.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivisionCodeTest {
    @Test
    void aCodeIsAPath() {
        assertThat(new DivisionCode("540328101201").path())
                .containsExactly("54", "5403", "540328", "540328101", "540328101201");
        assertThat(new DivisionCode("540000000000").path()).containsExactly("54");
        assertThat(new GridCode("540328101201001").path()).endsWith("540328101201001").hasSize(6);
    }

    @Test
    void aTownshipMayLieDirectlyInAPrefecture() {
        var township = new DivisionCode("441900003000");
        assertThat(township.level()).isEqualTo(Level.TOWNSHIP);
        assertThat(township.path()).containsExactly("44", "4419", "441900003");
        assertThat(township.isBelow(new DivisionCode("441900000000"))).isTrue();
    }

    @Test
    void aGridBelongsToAVillage() {
        assertThat(GridCode.parse("540328101000001")).isEmpty();
        assertThat(GridCode.parse("54032810120100")).isEmpty();
        assertThat(GridCode.parse("540328101201001")).isPresent();
        assertThat(DivisionCode.parse("5403281012０1")).isEmpty();
    }
}
