package dev.wangge.grids.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.grids.v1.DirectoryKey;
import org.junit.jupiter.api.Test;

class KindTest {
    /** Others look entries up under the keys that we store and publish them under. */
    @Test
    void publishedEntriesHaveTheKeysOfTheContract() {
        assertThat(Kind.DIVISION.key("540328000000"))
                .isEqualTo(DirectoryKey.division("540328000000"));
        assertThat(Kind.GRID.key("540328101201001"))
                .isEqualTo(DirectoryKey.grid("540328101201001"));
        assertThat(Kind.MEMBER.key("M-1")).isEqualTo(DirectoryKey.member("M-1"));
        assertThat(Kind.UNIT.key("U-1")).isEqualTo(DirectoryKey.unit("U-1"));
        assertThat(Kind.DUTY.key("540328101201")).isEqualTo(DirectoryKey.duty("540328101201"));
    }
}
