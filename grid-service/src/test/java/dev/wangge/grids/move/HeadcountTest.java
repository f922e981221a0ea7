package dev.wangge.grids.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.grids.move.Headcount.AtLeast;
import dev.wangge.grids.move.Headcount.Exactly;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadcountTest {
    private static final String[] DIGITS = "零一二三四五六七八九".split("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1400余",
                "1400余头",
                "1,400余头（只、匹）",
                "１４００余头只",
                "1400多头",
                "1400头以上",
                "一千四百余",
                "一千四余头",
                "壹仟肆佰余头",
                "1千4百余",
                "1.4千余头",
                "≥1,400",
                ">= 1400",
                "至少1400",
                "至少 1400 头",
                "不少于一千四百头",
                "不低于1400",
                "逾1400头",
                "超过1400头",
                "1400+",
                "1400头余",
                "at least 1,400",
                "一四〇〇余",
                "1400及以上",
                "1400余头牲畜"
            })
    void atLeastFourteenHundred(String text) {
        assertThat(HeadcountText.parse(text)).isEqualTo(new AtLeast(1400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1400|1400",
                "1,400 头|1400",
                "一千四百|1400",
                "一千四|1400",
                "一四〇〇|1400",
                "两千|2000",
                "一千零四|1004",
                "二百五|250",
                "十二|12",
                "二十|20",
                "一百一十|110",
                "一万二|12000",
                "一万零五|10005",
                "3万|30000",
                "12万|120000",
                "1.4万|14000",
                "一万二千三百四十五|12345",
                "1千400|1400",
                "0|0",
                "兩百匹|200",
                "95只|95",
                "百十|110"
            })
    void exactly(String text, int count) {
        assertThat(HeadcountText.parse(text)).isEqualTo(new Exactly(count));
    }

    @ParameterizedTest
    @CsvSource({"千余头,1000", "百余,100", "二十多头,20", "30余万,300000", "十余万,100000", "万余头,10000"})
    void atLeastThousandsWithoutDigits(String text, int least) {
        assertThat(HeadcountText.parse(text)).isEqualTo(new AtLeast(least));
    }

    /** They may mean fewer: nobody can be held to them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "近1400",
                "约1400头",
                "大约一千四",
                "1400左右",
                "1400上下",
                "1400来头",
                "几百头",
                "数千",
                "不到1400",
                "不超过1400",
                "至多1400",
                "≤1400",
                "~1400",
                "about 1400"
            })
    void whatOnlyComesNearIsRefused(String text) {
        assertThatThrownBy(() -> HeadcountText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Neither a count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "头",
                "余",
                "-5",
                "1400.5",
                "1,40",
                "1.41415千",
                "四百一千",
                "一千百",
                "1400千",
                ">1400",
                "一二千",
                "千万亿",
                "零千",
                "99999999999999999999",
                "10000001",
                "1400 yaks",
                "14 00头羊鸡"
            })
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> HeadcountText.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsShownIsReadAgain() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int count = 1 + random.nextInt(1 << (1 + random.nextInt(23)));
            Headcount it = random.nextBoolean() ? new AtLeast(count) : new Exactly(count);
            var more = it instanceof AtLeast ? "余" : "";
            assertThat(Headcount.of(it.head())).isEqualTo(it);
            for (var shown :
                    new String[] {
                        it.words("zh"),
                        it.words("en"),
                        it.words("bo"),
                        count + more + "头",
                        chinese(count) + more + "头（只）"
                    }) {
                assertThat(HeadcountText.parse(shown))
                        .as("%s of seed %d", shown, seed)
                        .isEqualTo(it);
            }
        }
    }

    @Test
    void whateverIsTypedIsReadOrRefused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var letters = "0123456789,.一二两三四五六七八九十百千万〇零余多头只至少≥以上+ （）a".toCharArray();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(letters[random.nextInt(letters.length)]);
            }
            try {
                assertThat(HeadcountText.parse(text.toString()).count())
                        .as("%s of seed %d", text, seed)
                        .isBetween(0, Headcount.MOST);
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e).as("%s of seed %d", text, seed).hasMessageNotContaining("null");
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(1_000);
    }

    @Test
    void aLeastIsMetByMoreAndACountOnlyByItself() {
        var least = new AtLeast(1400);
        assertThat(least.isMetBy(new Exactly(1412))).isTrue();
        assertThat(least.isMetBy(new Exactly(1400))).isTrue();
        assertThat(least.isMetBy(new AtLeast(1450))).isTrue();
        assertThat(least.isMetBy(new Exactly(1380))).isFalse();
        assertThat(least.isMetBy(new AtLeast(1380))).isFalse();
        assertThat(new Exactly(1400).isMetBy(new Exactly(1400))).isTrue();
        assertThat(new Exactly(1400).isMetBy(new Exactly(1412))).isFalse();
        assertThat(new Exactly(1400).isMetBy(least)).isFalse();
    }

    /** As one learns to write it. */
    private static String chinese(int count) {
        if (count >= 10_000) {
            int rest = count % 10_000;
            return chinese(count / 10_000)
                    + "万"
                    + (rest == 0 ? "" : (rest < 1000 ? "零" : "") + chinese(rest));
        }
        var text = new StringBuilder();
        boolean gap = false;
        int unit = 1000;
        for (var name : new String[] {"千", "百", "十", ""}) {
            int digit = count / unit % 10;
            if (digit == 0) {
                gap = !text.isEmpty();
            } else {
                text.append(gap ? "零" : "").append(DIGITS[digit]).append(name);
                gap = false;
            }
            unit /= 10;
        }
        return text.toString();
    }
}
