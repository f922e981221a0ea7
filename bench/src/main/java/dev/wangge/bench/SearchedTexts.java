package dev.wangge.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts of cases, each another one: as long as those of real messages with their replies (a title
 * of 18 characters, 700 of text), of words that are as unequally common as words are.
 */
final class SearchedTexts {
    private static final int LENGTH = 690;
    private static final List<String> WORDS =
            List.of(
                            "小区 道路 问题 解决 村民 希望 政府 部门 居民 情况 物业 学校 反映 施工 垃圾 噪音 开发商 业主 公交 孩子"
                                    + " 水管 漏水 路灯 停水 停电 塌方 结冰 积雪 护栏 边坡 桥梁 水渠 井盖 河道 污水 油烟 占道 停车 违建 拆迁"
                                    + " 补偿 安置 房产证 贷款 公积金 社保 医保 低保 残疾证 户口 身份证 工资 合同 培训 驾校 补课 食堂 幼儿园 教师"
                                    + " 医院 药品 疫苗 养老 草场 牲畜 牦牛 虫草 转场 饮水 水源 消防 电线 变电站 信号 基站 快递 出租车 客运 加油站"
                                    + " 采石场 养殖场 洗车店 夜宵摊 麻将馆 广场 公园 树木 绿化 厕所 电梯 装修 燃气 供暖 水压 水质 水费 电费 收费"
                                    + " 投诉 咨询 建议 举报 请求 调查 核实 回复 处理 整改 维修 更换 清理 协调 巡查 通知 会议 负责人 工作人员 书记")
                    .stream()
                    .flatMap(all -> List.of(all.split(" ", -1)).stream())
                    .toList();
    private static final List<String> BETWEEN =
            List.of(
                    "的", "了", "在", "和", "，", "，", "。", "已经", "还是", "没有", "非常", "目前", "附近", "一直",
                    "多次");

    private final List<String> words;

    /**
     * As unequally common as they are in this order.
     *
     * @param names of places, which stand among the words
     */
    SearchedTexts(long seed, List<String> names) {
        var all = new ArrayList<String>();
        // Zipf: the word of rank r stands 400 / r times among those to draw from.
        var ranked = new ArrayList<>(WORDS);
        ranked.addAll(names);
        Collections.shuffle(ranked, new java.util.Random(seed));
        for (int rank = 1; rank <= ranked.size(); rank++) {
            all.addAll(Collections.nCopies(Math.max(1, 400 / rank), ranked.get(rank - 1)));
        }
        this.words = List.copyOf(all);
    }

    /** A word as somebody looks for it, a common one more often. */
    String word(SplittableRandom dice) {
        return words.get(dice.nextInt(words.size()));
    }

    String title(SplittableRandom dice) {
        return text(dice, 18);
    }

    String description(SplittableRandom dice) {
        return text(dice, LENGTH);
    }

    private String text(SplittableRandom dice, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(word(dice));
            if (dice.nextInt(3) == 0) {
                text.append(BETWEEN.get(dice.nextInt(BETWEEN.size())));
            }
        }
        return text.toString();
    }
}
