package dev.wangge.notify.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void cutsBetweenCharactersNeverInside() {
        assertThat(Utf8.cut("网格员", 9)).isEqualTo("网格员");
        assertThat(Utf8.cut("网格员", 8)).isEqualTo("网格");
        assertThat(Utf8.cut("🚰a", 3)).isEmpty();
        assertThat(Utf8.cut("", 0)).isEmpty();
    }
}
