package dev.wangge.notify.reply;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What an SMS in answer to a reminder says. */
enum ReplyKind {
    /** All is well. */
    NOTHING,
    /** Something to report: its words. */
    FINDING,
    /** That it was read, and no more: 收到, 谢谢. */
    COURTESY,
    /** Nothing we understand as an answer: blank, or meant for the operator. */
    NO_ANSWER;

    /** Longer ones are never courtesy alone. */
    private static final int LONGEST = 60;

    /** With these the operator stops sending: they are no report. */
    private static final Set<String> FOR_THE_OPERATOR = Set.of("t", "td", "n", "r", "退订");

    private static final String WELL =
            "平安无事|平安|无事故|无事|无异常|没有异常|无情况|没有情况|没有什么情况|没有事|没事|没有|零报告|一切正常|都正常|正常|一切都好|都好|良好|稳定"
                    + "|无|ok|allwell|alliswell|nothingtoreport|nothing|none|བདེའཇགས|བདེའཇམ|མེད";

    /** 马上去, 立即落实: that it is going to be done, and nothing of what was found. */
    private static final String PROMISE =
            "(?:马上|立即|立刻|这就|尽快|一定|坚决)去?"
                    + "(?:落实|处理|办理|办好|办|看看|看一下|看|核实|核查|排查|安排|传达|转达|通知|执行|过去|赶到|到)?";

    private static final String COURTEOUS =
            PROMISE
                    + "|已收到|收到了|收到|已收悉|收悉|已知悉|知悉|已知晓|知晓|已阅|知道了|知道|明白了|明白|了解了|了解|晓得了|好的好的|好的|好嘞|好滴|好哒|好咧|好呢|好吧|好|得嘞"
                    + "|嗯嗯|嗯|是的|是|行|可以|没问题|遵命|照办|谢谢了|谢谢您|谢谢你们|谢谢你|谢谢大家|谢谢|多谢|感谢|辛苦了|辛苦|麻烦了|您好|你好"
                    + "|请领导放心|请放心|放心|received|thankyou|thanks|noted|gotit|roger|okay|yes|fine|hello|ཐུགས་?རྗེ་?ཆེ|ཡག་?པོ་?བྱུང|ལེགས་?སོ|འགྲིག་?སོང|ཨ་?འགྲིག|ལགས་?སོ";

    /** 收到[抱拳]: a picture as some phones write it. */
    private static final Pattern WRITTEN_PICTURES =
            Pattern.compile(
                    "[\\[【](?:抱拳|强|赞|点赞|玫瑰|鲜花|握手|合十|微笑|憨笑|呲牙|愉快|鼓掌|爱心|庆祝|敬礼|加油|奋斗|拥抱|太阳|咖啡|胜利|耶|好的|收到|OK|ok)[\\]】]");

    /** Who says so, of what and since when: 我村今天平安. */
    private static final String FILLER =
            "领导|书记|主任|同志|老师|各位|大家|我们|本人|我|本村|全村|本社区|村里|村内|辖区内|辖区|今天|今日|今晚|昨天|昨晚|目前|暂时|现在|截至目前|到目前为止"
                    + "|上午|下午|晚上|报告|汇报|均|都|全部|一切|啦|了|的|哦|呢|啊|呀|吧|哈|您|你们|你";

    /** 拉乌村, 嘎托社区, 一组: the village that all is well in. */
    private static final String PLACE = "\\p{IsHan}{1,5}?(?:村委会|居委会|村|社区|网格|组|队|乡|镇)";

    private static final Pattern ALL_IS_WELL =
            Pattern.compile(
                    "(?:%1$s|%2$s|%3$s)*(?:%4$s)(?:%1$s|%2$s|%4$s)*"
                            .formatted(COURTEOUS, FILLER, PLACE, WELL));

    /** OK and 1 alone say that all is well; beside 收到 they say no more than it does. */
    private static final Pattern ONLY_COURTEOUS =
            Pattern.compile(
                    "1?(?:%2$s|ok)*(?:%1$s)(?:%1$s|%2$s|ok)*1?".formatted(COURTEOUS, FILLER));

    /** Signs and pictures say nothing by themselves, 👍 only that it was read. */
    private static final Pattern SIGNS =
            Pattern.compile(
                    "[\\p{Punct}\\p{IsPunctuation}\\p{Z}\\p{C}\\p{S}\\p{Mn}&&[^\\u0F00-\\u0FFF]]+|[\\s་།]+");

    private static final Pattern PICTURES = Pattern.compile("[\\p{So}\\p{Sk}]");

    /** 是的, 可以: courtesy to whoever told something, an answer to whoever asked. */
    private static final Pattern ASSENT =
            Pattern.compile(
                    "(?:是的?|对的?|行|可以|没问题|好的?|嗯+|yes|ok|okay|འགྲིག་?སོང|ཨ་?འགྲིག|ལགས་?སོ)(?:的|了|啊|呀|呢)?");

    /** Whether it agrees, and says no more. */
    static boolean isAssent(String text) {
        return ASSENT.matcher(words(drawn(text))).matches();
    }

    /** With pictures drawn that some phones write. */
    private static String drawn(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return WRITTEN_PICTURES.matcher(plain).replaceAll("👍");
    }

    /** Without signs, whatever its spelling. */
    private static String words(String drawn) {
        return SIGNS.matcher(drawn).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Whatever its spelling: 1, １, 平安！ and OK. are all well. */
    static ReplyKind of(String text) {
        var drawn = drawn(text);
        var words = words(drawn);
        if (words.isEmpty()) {
            return PICTURES.matcher(drawn).find() ? COURTESY : NO_ANSWER;
        }
        if (FOR_THE_OPERATOR.contains(words)) {
            return NO_ANSWER;
        }
        if (words.equals("1") || words.equals("0")) {
            return NOTHING;
        }
        if (words.length() > LONGEST) {
            return FINDING;
        }
        // Courtesy first: 好 is not 都好, 没问题 answers a request.
        if (ONLY_COURTEOUS.matcher(words).matches()) {
            return COURTESY;
        }
        return ALL_IS_WELL.matcher(words).matches() ? NOTHING : FINDING;
    }
}
