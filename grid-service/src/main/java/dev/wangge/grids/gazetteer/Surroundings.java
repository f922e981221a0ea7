package dev.wangge.grids.gazetteer;

import dev.wangge.grids.name.NameForms;
import java.util.List;

/**
 * What stands before and after a name that is said without what it is, and says that it is no place
 * here: a people, a road, a business, or somebody: 纳西族, 竹卡路12号, 居民阿东.
 */
final class Surroundings {
    private static final WordList THERE = Cues.of("there");
    private static final WordList BUSINESS = Cues.of("business");
    private static final WordList CALLED_AFTER = Cues.of("called-after-it");
    private static final WordList BEFORE_SOMEBODY = Cues.of("before-somebody");
    private static final WordList AFTER_SOMEBODY = Cues.of("after-somebody");
    private static final WordList SOMEBODY_DOES = Cues.of("somebody-does");
    private static final WordList OF_SOMEBODY = Cues.of("after-somebody-and-的");
    private static final WordList AFTER_ORIGIN = Cues.of("after-an-origin");
    private static final WordList OF_THE_PLACE = Cues.of("of-the-place-before");
    private static final WordList BEFORE_GOAL = Cues.of("before-a-goal");

    /** 我是曲登; not 我是曲登的, 我是曲登人. */
    private static final WordList NOT_I = new WordList(List.of("的", "人", "村", "牧", "这"));

    private static final WordList WHO_REPORTS =
            new WordList(List.of("反映", "报告", "联系", "申请", "举报", "投诉", "当事", "嫌疑", "负责"));

    /** 报告人：曲登. */
    private static final String LABELS = "人名主者员方";

    private static final String TOWNSHIP = "乡镇";

    /** 我们乡, 各镇, 下乡: what stands before a township that is not named. */
    private static final String NO_NAME = "我们你您他咱本该全各每贵两几个这那此邻同外老城集村下返回到进出离在";

    private static final String DIRECTIONS = "东西南北中一二三四";
    private static final List<String> ROADS = List.of("路", "街", "巷", "大街", "胡同");

    /** 竹卡路塌了: the road of 竹卡. */
    private static final String OF_A_ROAD = "段塌断滑堵不结被没";

    private final char[] text;
    private final OrdinaryWords words;

    Surroundings(char[] text, OrdinaryWords words) {
        this.text = text;
        this.words = words;
    }

    boolean there(int at) {
        return THERE.beginsAt(text, at);
    }

    boolean business(int at) {
        return BUSINESS.beginsAt(text, at);
    }

    /** 硕督镇日许村: of a township that we do not know; not 我们镇日许村. */
    boolean ofAnotherTownship(int at) {
        int end = at > 0 && text[at - 1] == '的' ? at - 1 : at;
        return end > 2
                && TOWNSHIP.indexOf(text[end - 1]) >= 0
                && Script.of(text[end - 2]) == Script.HAN
                && Script.of(text[end - 3]) == Script.HAN
                && NO_NAME.indexOf(text[end - 2]) < 0
                && !words.wordAt(text, end - 2, end);
    }

    /** 纳西族, 纳西语: the people, who live in many places. */
    boolean people(Mention one) {
        return Script.startsWith(text, one.stemEnd, "族")
                || NameForms.isPeople(new String(text, one.from, one.stemEnd - one.from));
    }

    /** Whether something is only called after the place. */
    boolean namesake(int at) {
        return CALLED_AFTER.beginsAt(text, at) || road(at);
    }

    /** 竹卡路12号, 金珠西路; not 竹卡路口, 竹卡路段, 竹卡路塌了. */
    private boolean road(int at) {
        int from = at < text.length && DIRECTIONS.indexOf(text[at]) >= 0 ? at + 1 : at;
        for (var road : ROADS) {
            int end = from + road.length();
            if (Script.startsWith(text, from, road)) {
                return road.length() > 1
                        || from > at
                        || end == text.length
                        || (OF_A_ROAD.indexOf(text[end]) < 0
                                && !words.wordAt(text, from, text.length));
            }
        }
        return false;
    }

    /** 居民阿东, 报告人：曲登, 曲登说, 曲登的儿子. */
    boolean somebody(Mention one) {
        return (BEFORE_SOMEBODY.endsAt(text, beforeSpaces(one.from))
                        && !Script.startsWith(text, one.end, "的路"))
                || labelled(one.from)
                || (before(one.from, "我是") && !NOT_I.beginsAt(text, one.end))
                || AFTER_SOMEBODY.beginsAt(text, one.end)
                || SOMEBODY_DOES.beginsAt(text, one.end)
                || (Script.startsWith(text, one.end, "的")
                        && OF_SOMEBODY.beginsAt(text, one.end + 1));
    }

    /** Whether the text says by it where somebody or something comes from or goes to. */
    boolean passing(Mention one) {
        return AFTER_ORIGIN.beginsAt(text, one.end)
                || Script.startsWith(text, one.end, "的")
                || BEFORE_GOAL.endsAt(text, one.from);
    }

    /** How far a place before reaches: 贡觉那边的. */
    int reach(Mention one) {
        return one.end + OF_THE_PLACE.lengthAt(text, one.end);
    }

    private boolean labelled(int at) {
        int colon = beforeSpaces(at) - 1;
        return (colon > 0 && text[colon] == ':' && LABELS.indexOf(text[colon - 1]) >= 0)
                || (colon > 0 && text[colon] == '人' && WHO_REPORTS.endsAt(text, colon));
    }

    private int beforeSpaces(int at) {
        int before = at;
        while (before > 0 && Character.isWhitespace(text[before - 1])) {
            before--;
        }
        return before;
    }

    private boolean before(int at, String what) {
        return at >= what.length() && Script.startsWith(text, at - what.length(), what);
    }
}
