package dev.wangge.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A country's worth of divisions that nobody lives in, all of them below the province 54. */
final class GeneratedDivisions {
    /** 20 prefectures of 50 counties of 15 townships of 46 villages each. */
    static final int ROWS = 20 + 20 * 50 + 20 * 50 * 15 + 20 * 50 * 15 * 46;

    private static final String SYLLABLES = "邦达帮拉乌如美竹卡库孜曲登莽岭宗西措瓦索多戈波木许徐中盐井纳古昂香果荣朱龙嘎托洛尼曲孜卡达罗松";

    private GeneratedDivisions() {}

    /** Writes them as a file for divisions:import. */
    static Path write(Path file, long seed) throws IOException {
        var dice = new SplittableRandom(seed);
        try (var out = Files.newBufferedWriter(file)) {
            out.write("code,name,level,parent_code\n");
            for (int prefecture = 0; prefecture < 20; prefecture++) {
                var p = "54%02d".formatted(60 + prefecture);
                row(out, p + "00000000", name(dice) + "市", "prefecture", "540000000000");
                for (int county = 0; county < 50; county++) {
                    var c = p + "%02d".formatted(21 + county);
                    row(out, c + "000000", name(dice) + "县", "county", p + "00000000");
                    for (int township = 0; township < 15; township++) {
                        var t = c + "%03d".formatted(200 + township);
                        row(out, t + "000", name(dice) + "乡", "township", c + "000000");
                        for (int village = 0; village < 46; village++) {
                            row(
                                    out,
                                    t + "%03d".formatted(200 + village),
                                    name(dice) + "村村民委员会",
                                    "village",
                                    t + "000");
                        }
                    }
                }
            }
        }
        return file;
    }

    private static void row(Writer out, String code, String name, String level, String parent)
            throws IOException {
        out.write(code + "," + name + "," + level + "," + parent + "\n");
    }

    private static String name(SplittableRandom dice) {
        var name = new StringBuilder();
        for (int i = dice.nextInt(2, 4); i > 0; i--) {
            name.append(SYLLABLES.charAt(dice.nextInt(SYLLABLES.length())));
        }
        return name.toString();
    }
}
