package dev.wangge.grids.gazetteer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word that says what a place is. */
record Ending(String text, SaidType type) {
    /** The longest first. */
    private static final List<Ending> CHINESE =
            List.of(
                    new Ending("社区居民委员会", SaidType.COMMUNITY),
                    new Ending("村民委员会", SaidType.VILLAGE),
                    new Ending("居民委员会", SaidType.COMMUNITY),
                    new Ending("社区居委会", SaidType.COMMUNITY),
                    new Ending("街道办事处", SaidType.STREET),
                    new Ending("民族苏木", SaidType.TOWNSHIP),
                    new Ending("村委会", SaidType.VILLAGE),
                    new Ending("居委会", SaidType.COMMUNITY),
                    new Ending("街道办", SaidType.STREET),
                    new Ending("民族乡", SaidType.TOWNSHIP),
                    new Ending("自治县", SaidType.COUNTY),
                    new Ending("自治旗", SaidType.COUNTY),
                    new Ending("自治区", SaidType.ABOVE),
                    new Ending("自治州", SaidType.ABOVE),
                    new Ending("社区", SaidType.COMMUNITY),
                    new Ending("街道", SaidType.STREET),
                    new Ending("嘎查", SaidType.VILLAGE),
                    new Ending("族乡", SaidType.TOWNSHIP),
                    new Ending("苏木", SaidType.TOWNSHIP),
                    new Ending("地区", SaidType.ABOVE),
                    new Ending("村", SaidType.VILLAGE),
                    new Ending("镇", SaidType.TOWN),
                    new Ending("乡", SaidType.TOWNSHIP),
                    new Ending("县", SaidType.COUNTY),
                    new Ending("省", SaidType.ABOVE),
                    new Ending("市", SaidType.ABOVE),
                    new Ending("区", SaidType.ABOVE),
                    new Ending("州", SaidType.ABOVE),
                    new Ending("盟", SaidType.ABOVE),
                    new Ending("旗", SaidType.ABOVE));

    private static final List<Ending> TIBETAN =
            List.of(
                    new Ending("གྲོང་རྡལ", SaidType.TOWN),
                    new Ending("གྲོང་ཚོ", SaidType.VILLAGE),
                    new Ending("གྲོང་སྡེ", SaidType.VILLAGE),
                    new Ending("སྡེ་ཁུལ", SaidType.COMMUNITY),
                    new Ending("རྫོང", SaidType.COUNTY),
                    new Ending("ཤང", SaidType.TOWNSHIP));

    private static final List<Ending> LATIN =
            List.of(
                    new Ending("subdistrict", SaidType.STREET),
                    new Ending("community", SaidType.COMMUNITY),
                    new Ending("township", SaidType.TOWNSHIP),
                    new Ending("village", SaidType.VILLAGE),
                    new Ending("county", SaidType.COUNTY),
                    new Ending("town", SaidType.TOWN));

    private static final String BEGINNINGS =
            CHINESE.stream().map(ending -> ending.text.substring(0, 1)).reduce("", String::concat);

    /** The longest one that begins here. */
    static @Nullable Ending at(char[] text, int from) {
        if (from >= text.length) {
            return null;
        }
        return switch (Script.of(text[from])) {
            case HAN ->
                    BEGINNINGS.indexOf(text[from]) < 0 ? null : first(CHINESE, text, from, false);
            case TIBETAN -> first(TIBETAN, text, from, true);
            case LATIN -> first(LATIN, text, from, true);
            case NONE -> null;
        };
    }

    /** What a division says of itself at the end of its name in Chinese. */
    static SaidType ofName(String name) {
        for (var ending : CHINESE) {
            if (name.endsWith(ending.text)) {
                return ending.type;
            }
        }
        return SaidType.NOTHING;
    }

    private static @Nullable Ending first(
            List<Ending> endings, char[] text, int from, boolean words) {
        for (var ending : endings) {
            int end = from + ending.text.length();
            if (Script.startsWith(text, from, ending.text)
                    && (!words || Script.wordEnds(text, end))) {
                return ending;
            }
        }
        return null;
    }
}
