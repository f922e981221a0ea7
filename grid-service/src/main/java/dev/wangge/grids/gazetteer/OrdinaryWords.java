package dev.wangge.grids.gazetteer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;

/**
 * What is written like a place and means something else: everyday words of two characters (see
 * ordinary-words.txt), and the parts that most Tibetan names of persons are made of.
 */
final class OrdinaryWords {
    static final OrdinaryWords ALL = new OrdinaryWords();

    private static final String PERSONS =
            "扎西 德吉 尼玛 达瓦 金珠 多吉 卓玛 洛桑 次仁 平措 格桑 央金 旦增 丹增 顿珠 边巴 巴桑 拉巴 普布 次旦 仁青 益西"
                    + " 白玛 强巴 贡布 索朗 罗布 旺堆 拉姆 措姆 曲珍 卓嘎 坚赞 泽仁 土登 阿旺 桑珠 加央 江白 群培 朗杰"
                    + " 曲扎 旺姆 白珍 玉珍 德庆 晋美 旺久 旺扎 扎巴 丹巴 桑吉 贡嘎 嘎玛 向巴 四郎 斯郎 邓珠 益希 洛松 斯朗 四朗"
                    + " 邓增 登增 达娃 央宗 拉措 次旺 次央 西绕 西热 巴登 曲英 曲培 曲措 曲桑 尼珍 仁增 仁钦 其美 吉美 泽旺 伦珠 拥措"
                    + " 拥宗 益珍 土旦 图登 才让 才仁 旦巴 扎桑";

    /** Particles, counts and what else stands beside a place and is no part of its name. */
    private static final String PARTICLES =
            "的了在到去从往至由于是有和与及跟同我你他她它们这那都也就又还很不没无被把给让向对将要会能可请"
                    + "年月日号时点第一二两三四五六七八九十百千个名户位家人民段片处座条路街桥河沟山坡寺庙水电组队"
                    + "村镇乡县区市州省发出来里外内边旁附近口过经通因为但而或等并且已说报告住靠";

    private static final BitSet BESIDE = new BitSet();

    static {
        PARTICLES.chars().forEach(BESIDE::set);
    }

    private final NameTable words;
    private final int persons;

    private OrdinaryWords() {
        var table = new NameTable.Builder();
        for (var person : PERSONS.split(" ", -1)) {
            table.put(person);
        }
        persons = table.put("扎桑") + 1;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        OrdinaryWords.class.getResourceAsStream(
                                                "ordinary-words.txt")),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        for (int i = 0; i + 2 <= line.length(); i += 3) {
                            table.put(line.substring(i, i + 2));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words = table.build();
    }

    /** Whether the two characters from here are an everyday word. */
    boolean wordAt(char[] text, int at, int end) {
        return at >= 0 && at + 2 <= end && words.find(text, at, 2) >= persons;
    }

    /** Whether the two characters from here are part of a person's name. */
    boolean personAt(char[] text, int at, int end) {
        if (at < 0 || at + 2 > end) {
            return false;
        }
        int found = words.find(text, at, 2);
        return found >= 0 && found < persons;
    }

    static boolean particle(char letter) {
        return BESIDE.get(letter);
    }
}
