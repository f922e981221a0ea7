package dev.wangge.grids.name;

import dev.wangge.grids.place.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The stem of a division's name: 拉乌 of 拉乌村村委会, 纳西 of 纳西民族乡, lawu of Lawu Village. A stem of one
 * character keeps what it is (雪村), and so does a new or old village (盐井新村).
 */
public final class NameForms {
    private static final List<String> COMMITTEES =
            List.of("村民委员会", "社区居民委员会", "居民委员会", "村委会", "社区居委会", "居委会", "委员会");
    private static final List<String> VILLAGES = List.of("社区", "嘎查", "村", "居");
    private static final List<String> TOWNSHIPS =
            List.of("街道办事处", "街道", "民族苏木", "民族乡", "苏木", "镇", "乡");
    private static final List<String> COUNTIES =
            List.of("自治县", "自治旗", "林区", "特区", "县", "市", "区", "旗");
    private static final List<String> ABOVE =
            List.of("特别行政区", "自治州", "自治区", "地区", "省", "市", "州", "盟");
    private static final String QUALIFIED = "新老旧";

    /** Peoples in the names of autonomous places: 三台彝族乡 is 三台 to those who live there. */
    private static final Pattern PEOPLES =
            Pattern.compile(
                    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡"
                            + "|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯"
                            + "|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族|各族)+$");

    private static final Pattern TSHEG_ENDS = Pattern.compile("^[་།\\s]+|[་།\\s]+$");
    private static final Pattern TIBETAN_TYPE =
            Pattern.compile("་?(?:གྲོང་ཚོ|གྲོང་སྡེ|གྲོང་རྡལ|སྡེ་ཁུལ|ཤང|རྫོང|ཆུས|གྲོང་ཁྱེར|ས་ཁུལ)$");
    private static final Pattern LATIN_TYPE =
            Pattern.compile(
                    " (?:(?:villagers'? |residents'? |neighbou?rhood"
                            + " )?committee|village|community|town"
                            + "|township|sub-?district|county|district|city|prefecture)$");

    private NameForms() {}

    /** The stems by which a name in Chinese is known; the first is the shortest. */
    public static Set<String> chinese(String name, Level level) {
        var whole = name.strip();
        var stems = new LinkedHashSet<String>();
        switch (level) {
            case VILLAGE -> stems.add(village(whole));
            case TOWNSHIP -> peoples(without(whole, TOWNSHIPS), whole, stems);
            case COUNTY -> peoples(without(whole, COUNTIES), whole, stems);
            case PROVINCE, PREFECTURE -> peoples(without(whole, ABOVE), whole, stems);
        }
        return stems;
    }

    /** The same where nobody says of what level it is: its ending does. */
    static String stem(String name) {
        return chinese(name, level(name.strip())).iterator().next();
    }

    /** The name, and what people make of it: 拉乌村 of 拉乌村村委会, 嘎托社区 of 嘎托居委会, 纳西乡. */
    static Set<String> spoken(String name) {
        var whole = name.strip();
        var spoken = new LinkedHashSet<String>();
        spoken.add(whole);
        var stem = stem(whole);
        var type = type(whole);
        if (!type.isEmpty() && !stem.endsWith(type)) {
            spoken.add(stem + type);
        }
        return spoken;
    }

    private static String type(String whole) {
        return switch (level(whole)) {
            case VILLAGE -> whole.contains("居") || whole.endsWith("社区") ? "社区" : "村";
            case TOWNSHIP -> whole.endsWith("乡") ? "乡" : whole.endsWith("街道办事处") ? "街道" : "";
            case COUNTY -> whole.endsWith("县") ? "县" : "";
            case PROVINCE, PREFECTURE -> "";
        };
    }

    private static Level level(String whole) {
        if (!without(whole, COMMITTEES).equals(whole) || !without(whole, VILLAGES).equals(whole)) {
            return Level.VILLAGE;
        }
        if (!without(whole, TOWNSHIPS).equals(whole)) {
            return Level.TOWNSHIP;
        }
        return without(whole, List.of("自治州", "自治区", "地区", "省", "州", "盟")).equals(whole)
                ? Level.COUNTY
                : Level.PREFECTURE;
    }

    /** Whether a stem is the name of a people as well: 纳西, 门巴. */
    public static boolean isPeople(String stem) {
        return PEOPLES.matcher(stem + "族").matches();
    }

    /** The stem of a name in Tibetan, without a tsheg at its ends. */
    public static String tibetan(String name) {
        var bare = TSHEG_ENDS.matcher(name).replaceAll("");
        var stem = TIBETAN_TYPE.matcher(bare).replaceFirst("");
        return stem.isEmpty() ? bare : stem;
    }

    /** The stem of a name in Latin script, in lower case, with single spaces. */
    public static String latin(String name) {
        var bare = name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return LATIN_TYPE.matcher(bare).replaceFirst("");
    }

    private static String village(String whole) {
        var name = without(whole, COMMITTEES);
        for (var type : VILLAGES) {
            if (name.endsWith(type) && name.length() > type.length()) {
                var stem = name.substring(0, name.length() - type.length());
                boolean qualified = QUALIFIED.indexOf(stem.charAt(stem.length() - 1)) >= 0;
                return (type.equals("村") && qualified) || stem.length() == 1 ? name : stem;
            }
        }
        if (name.length() > 1) {
            return name;
        }
        // 雪村委会: what is left is 雪, and nobody says it alone.
        return name + (whole.contains("居") ? "社区" : "村");
    }

    private static void peoples(String stem, String whole, Set<String> stems) {
        var bare = PEOPLES.matcher(stem).replaceFirst("");
        if (bare.length() > 1) {
            stems.add(bare);
        }
        stems.add(stem.length() == 1 ? whole : stem);
    }

    private static String without(String name, List<String> types) {
        for (var type : types) {
            if (name.endsWith(type) && name.length() > type.length()) {
                return name.substring(0, name.length() - type.length());
            }
        }
        return name;
    }
}
