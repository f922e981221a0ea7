package dev.wangge.grids.gazetteer;

import java.util.List;

/**
 * Whether a text says of a bare name that it is a place: 在竹卡, 竹卡小学, 竹卡的路, 竹卡又停电了. Most names of
 * villages are names of persons as well, and so a bare one is a place only where something of this
 * kind is said.
 */
final class SignsOfPlace {
    private static final WordList BEFORE = Cues.of("before-a-place");
    private static final WordList NOT_BEFORE = Cues.of("before-a-place-it-seems");
    private static final WordList THERE = Cues.of("there");
    private static final WordList AFTER = Cues.of("after-a-place");
    private static final WordList ITS_OWN = Cues.of("after-a-place-and-的");
    private static final WordList HIS_OWN = Cues.of("after-a-person-and-的");
    private static final WordList LACKING = Cues.of("what-a-place-lacks");
    private static final WordList MEANWHILE = Cues.of("before-what-happens");
    private static final WordList HAPPENS = Cues.of("what-happens-to-a-place");
    private static final WordList SOMEBODY = Cues.of("after-somebody");
    private static final WordList LACKS = new WordList(List.of("没有", "有没有", "缺", "缺少"));
    private static final WordList DISTANCE = new WordList(List.of("远", "近", "公里"));

    private static final String NUMBERS = "一二两三四五六七八九十几";
    private static final String GROUPS = "组社队户";
    private static final String CLOCK = "点半多左右时分许钟";
    private static final String LEADS_TO = "到至往去通";
    private static final String LIES_FROM = "离距";
    private static final String WE = "我们他她家人都";

    private static final WordList ROAD = new WordList(List.of("国道", "省道", "县道", "乡道", "方向", "公里"));

    /** 太阳能 of a 路灯. */
    private static final int ATTRIBUTE = 3;

    /** 阿东的车[在]桥上, 阿东的牛[被]…: the thing of somebody has ended. */
    private static final String VERBAL = "了在被把和跟去到来从给让说是";

    /** As far as 卡均到镇上的 goes. */
    private static final int FAR = 8;

    private static final int MOST_MEANWHILE = 4;

    private final char[] text;

    SignsOfPlace(char[] text) {
        this.text = text;
    }

    /** 在竹卡, 去了竹卡; not 看到了阿东, 在阿东家. */
    boolean before(Mention one) {
        int verb = one.from > 1 && text[one.from - 1] == '了' ? one.from - 1 : one.from;
        return (BEFORE.endsAt(text, verb) || BEFORE.endsAt(text, one.from))
                && !NOT_BEFORE.endsAt(text, verb)
                && !SOMEBODY.beginsAt(text, of(one.end) ? one.end + 1 : one.end);
    }

    /** 竹卡小学, 竹卡的路, 竹卡停电了; and who is asked where it is says 竹卡 and no more. */
    boolean after(Mention one) {
        return (one.from == 0 && one.end == text.length)
                || ofIt(one.end)
                || lacks(one.end)
                || happens(one.end)
                || leadsSomewhere(one.end)
                || liesFrom(one.end)
                || origin(one.from, one.end);
    }

    /** 竹卡小学, 竹卡的水管, 竹卡三组. */
    private boolean ofIt(int end) {
        return AFTER.beginsAt(text, end)
                || THERE.beginsAt(text, end)
                || (of(end) && belongs(end + 1))
                || group(end)
                || milestone(end);
    }

    /** [竹卡的]水管, [竹卡的]太阳能路灯. */
    private boolean belongs(int at) {
        if (HIS_OWN.beginsAt(text, at)) {
            return false;
        }
        if (ITS_OWN.beginsAt(text, at) || THERE.beginsAt(text, at)) {
            return true;
        }
        for (int word = at; word <= at + ATTRIBUTE && han(word); word++) {
            if (AFTER.beginsAt(text, word)) {
                return true;
            }
        }
        return false;
    }

    private boolean han(int at) {
        return at < text.length
                && Script.of(text[at]) == Script.HAN
                && VERBAL.indexOf(text[at]) < 0;
    }

    private boolean group(int at) {
        return at + 1 < text.length && number(text[at]) && GROUPS.indexOf(text[at + 1]) >= 0;
    }

    /** 觉龙K3+200, 觉龙k3. */
    private boolean milestone(int at) {
        return one("k", at) && at + 1 < text.length && Character.isDigit(text[at + 1]);
    }

    /** 竹卡没有卫生室. */
    private boolean lacks(int end) {
        int lacks = LACKS.lengthAt(text, end);
        return lacks > 0
                && (AFTER.beginsAt(text, end + lacks) || LACKING.beginsAt(text, end + lacks));
    }

    /** 竹卡停电了, 竹卡昨天晚上又停电了. */
    private boolean happens(int end) {
        boolean headline = headline(end);
        int at = headline ? end + 1 : end;
        if (headline && AFTER.beginsAt(text, at)) {
            return true;
        }
        for (int i = 0; i <= MOST_MEANWHILE; i++) {
            if (HAPPENS.beginsAt(text, at)) {
                return true;
            }
            int meanwhile = meanwhile(at);
            if (meanwhile == at) {
                return false;
            }
            at = meanwhile;
        }
        return false;
    }

    /** Behind 昨天晚上, and behind 下午三点左右. */
    private int meanwhile(int from) {
        int at = from + MEANWHILE.lengthAt(text, from);
        int clock = at;
        while (clock < text.length && (number(text[clock]) || CLOCK.indexOf(text[clock]) >= 0)) {
            clock++;
        }
        return clock > at && CLOCK.indexOf(text[clock - 1]) >= 0 ? clock : at;
    }

    private static boolean number(char letter) {
        return Character.isDigit(letter) || NUMBERS.indexOf(letter) >= 0;
    }

    /** 竹卡：停电了, 竹卡 水管坏了. */
    private boolean headline(int at) {
        return one(":, ", at);
    }

    /** 卡均到镇上的客车, 雅卓至214国道. */
    private boolean leadsSomewhere(int end) {
        if (one(LEADS_TO, end)) {
            for (int at = end + 2; at < Math.min(text.length, end + FAR); at++) {
                if (ROAD.beginsAt(text, at)) {
                    return true;
                }
                if (of(at)) {
                    return AFTER.beginsAt(text, at + 1) || ITS_OWN.beginsAt(text, at + 1);
                }
            }
        }
        return false;
    }

    /** 达许离卫生院太远. */
    private boolean liesFrom(int end) {
        if (one(LIES_FROM, end)) {
            for (int at = end + 2; at < Math.min(text.length, end + FAR); at++) {
                if (DISTANCE.beginsAt(text, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** 我是竹卡的, 他们都是竹卡人. */
    private boolean origin(int from, int end) {
        return from > 1
                && text[from - 1] == '是'
                && WE.indexOf(text[from - 2]) >= 0
                && (of(end) || Script.startsWith(text, end, "人"))
                && (end + 1 == text.length || Script.of(text[end + 1]) != Script.HAN);
    }

    private boolean of(int at) {
        return one("的", at);
    }

    private boolean one(String letters, int at) {
        return at < text.length && letters.indexOf(text[at]) >= 0;
    }
}
