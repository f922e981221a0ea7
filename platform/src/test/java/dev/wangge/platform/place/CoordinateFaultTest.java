package dev.wangge.platform.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoordinateFaultTest {
    private static String fault(@Nullable Double lng, @Nullable Double lat) {
        return CoordinateFault.of(lng, lat)
                .map(fault -> fault.field() + " " + fault.code())
                .orElse("");
    }

    @Test
    void aPointInChinaOrElsewhereIsOne() {
        assertThat(fault(98.6, 29.7)).isEmpty();
        assertThat(fault(-74.0, 40.7)).isEmpty();
        assertThat(fault(-180.0, -90.0)).isEmpty();
        assertThat(fault(null, null)).isEmpty();
    }

    @Test
    void thoseTheWrongWayRoundAreToldSo() {
        assertThat(CoordinateFault.of(29.7, 98.6))
                .contains(
                        new CoordinateFault(
                                "lat",
                                "swapped",
                                "lng and lat seem to be swapped: did you mean lng=98.6 and"
                                        + " lat=29.7?"));
        // A latitude that can be one, far from China: 39.9 N 75 E.
        assertThat(fault(39.9, 75.0)).isEqualTo("lng swapped");
    }

    @Test
    void whatIsNowhereIsNamed() {
        assertThat(fault(181.0, 0.0)).isEqualTo("lng out-of-range");
        assertThat(fault(100.0, 91.0)).isEqualTo("lat out-of-range");
        assertThat(fault(Double.NaN, 1.0)).isEqualTo("lng out-of-range");
        assertThat(fault(1.0, Double.POSITIVE_INFINITY)).isEqualTo("lat out-of-range");
        assertThat(fault(null, 1.0)).isEqualTo("lng required");
        assertThat(fault(1.0, null)).isEqualTo("lat required");
    }
}
