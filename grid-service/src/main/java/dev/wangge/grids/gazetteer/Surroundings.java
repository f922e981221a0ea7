package dev.wangge.grids.gazetteer;

import dev.wangge.grids.name.NameForms;
import java.util.List;

/** What stands before and after a name that is said without what it is: 阿东, 竹卡, 纳西. */
final class Surroundings {
    private static final List<String> THERE =
            List.of("那边", "这边", "那里", "这里", "附近", "一带", "境内", "辖区", "方向");
    private static final List<String> BUSINESSES =
            List.of(
                    "花园", "小区", "公司", "集团", "酒店", "公馆", "国际", "广场", "大道", "银行", "超市", "饭馆", "餐馆",
                    "饭店", "茶馆", "商店", "宾馆");

    /** 曲孜卡牌矿泉水, 邦达机场: named after the place, and sold or found elsewhere. */
    private static final List<String> NAMED_AFTER = List.of("牌", "机场");

    /** 反映人曲登, 村民曲登, 我叫曲登: what is said right before somebody's name. */
    private static final List<String> BEFORE_SOMEBODY =
            List.of(
                    "居民", "村民", "牧民", "农民", "市民", "户主", "患者", "司机", "队长", "书记", "主任", "村长", "乡长",
                    "镇长", "被告", "原告", "我叫", "名叫", "签名", "本人", "同志", "老师", "医生", "老人", "学生", "孩子",
                    "儿子", "女儿", "丈夫", "妻子", "父亲", "母亲", "哥哥", "弟弟", "姐姐", "妹妹", "邻居", "朋友", "民警",
                    "驾驶员", "网格员", "志愿者", "电话给", "请找", "陪审员", "敬礼");

    /** 报告人：曲登. */
    private static final String LABELS = "人名主者员方";

    /** 曲登说, 曲登家, 曲登同志: what is said right after somebody's name. */
    private static final List<String> AFTER_SOMEBODY =
            List.of(
                    "说", "称", "反映", "来电", "同志", "先生", "女士", "小姐", "老师", "书记", "主任", "医生", "大叔",
                    "大爷", "大妈", "大娘", "阿姨", "大哥", "大姐", "哥哥", "姐姐", "弟弟", "妹妹", "老人", "家的", "家里",
                    "夫妇", "夫妻", "一家", "和邻居", "被狗", "被车", "被人", "被打", "被骗", "酒后", "投诉", "超速", "已经逃");

    /** 曲登的儿子, 曲登的身份证. */
    private static final List<String> OF_SOMEBODY =
            List.of(
                    "儿子", "女儿", "妻子", "丈夫", "父亲", "母亲", "爸爸", "妈妈", "哥哥", "弟弟", "姐姐", "妹妹", "爷爷",
                    "奶奶", "孙子", "孙女", "老婆", "老公", "身份证", "户口", "手机", "快递", "工资", "摩托", "羊", "牛",
                    "马", "狗", "牦牛");

    /** 成都来的, 成都籍, 巴塘人: what is said after where somebody is from. */
    private static final List<String> AFTER_ORIGIN =
            List.of("来", "籍", "人", "户籍", "牌", "口音", "游客", "商人", "老板");

    private static final List<String> BEFORE_GOAL =
            List.of("去", "到", "往", "从", "来自", "回", "赴", "自");

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
        return begins(THERE, at);
    }

    boolean business(int at) {
        return begins(BUSINESSES, at);
    }

    /** 纳西族, 纳西语: the people, who live in many places. */
    boolean people(Mention one) {
        return Script.startsWith(text, one.stemEnd, "族")
                || NameForms.isPeople(new String(text, one.from, one.stemEnd - one.from));
    }

    /** Whether something is only named after the place. */
    boolean namesake(int at) {
        return begins(NAMED_AFTER, at) || road(at);
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

    boolean somebody(Mention one) {
        return (ends(BEFORE_SOMEBODY, beforeSpaces(one.from))
                        && !Script.startsWith(text, one.end, "的路"))
                || labelled(one.from)
                || (ends(List.of("我是"), one.from)
                        && !begins(List.of("的", "人", "村", "牧", "这"), one.end))
                || begins(AFTER_SOMEBODY, one.end)
                || (Script.startsWith(text, one.end, "的") && begins(OF_SOMEBODY, one.end + 1));
    }

    /** Whether the text says by it where somebody or something comes from or goes to. */
    boolean passing(Mention one) {
        return begins(AFTER_ORIGIN, one.end)
                || Script.startsWith(text, one.end, "的")
                || ends(BEFORE_GOAL, one.from);
    }

    private boolean labelled(int at) {
        int colon = beforeSpaces(at) - 1;
        return (colon > 0 && text[colon] == ':' && LABELS.indexOf(text[colon - 1]) >= 0)
                || (colon > 0 && colon == at - 1 && text[colon] == '人' && reporting(colon - 1));
    }

    private int beforeSpaces(int at) {
        int before = at;
        while (before > 0 && Character.isWhitespace(text[before - 1])) {
            before--;
        }
        return before;
    }

    /** 反映[人]普拉. */
    private boolean reporting(int end) {
        return ends(List.of("反映", "报告", "联系", "申请", "举报", "投诉", "当事", "嫌疑", "负责"), end + 1);
    }

    private boolean begins(List<String> any, int at) {
        for (var one : any) {
            if (Script.startsWith(text, at, one)) {
                return true;
            }
        }
        return false;
    }

    private boolean ends(List<String> any, int at) {
        for (var one : any) {
            int from = at - one.length();
            if (from >= 0 && Script.startsWith(text, from, one)) {
                return true;
            }
        }
        return false;
    }
}
