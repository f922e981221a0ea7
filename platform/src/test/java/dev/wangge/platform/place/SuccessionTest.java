package dev.wangge.platform.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private final Succession succession =
            new Succession(
                    Map.of(
                            "542129000000", "540328000000",
                            "542100000000", "540300000000",
                            "513399000000", "542129000000",
                            "540302101201", "540328101209"));

    @Test
    void whatCameAfterAnswersForWhatWasBefore() {
        assertThat(succession.withFormer(List.of("540328")))
                .containsExactlyInAnyOrder("540328", "542129", "513399", "540302101201");
        assertThat(succession.withFormer(List.of("540328101")))
                .containsExactlyInAnyOrder("540328101", "540302101201");
        assertThat(succession.withFormer(List.of("5403")))
                .contains("5403", "5421", "542129", "513399");
        assertThat(succession.withFormer(List.of("540302"))).containsExactly("540302");
    }

    @Test
    void codesThatCameAfterEachOtherEndTheSearch() {
        var circle =
                new Succession(
                        Map.of("540328000000", "540329000000", "540329000000", "540328000000"));
        assertThat(circle.withFormer(List.of("540328")))
                .containsExactlyInAnyOrder("540328", "540329");
    }
}
