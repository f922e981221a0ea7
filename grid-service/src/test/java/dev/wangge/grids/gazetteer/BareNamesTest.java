package dev.wangge.grids.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.SampleFiles;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A village's name that is said without 村: a place where the text says so, and else as likely
 * somebody.
 */
class BareNamesTest {
    private static final List<String> MARKAM = List.of("540328");
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    private static final PlaceNames NAMES = names();

    private static PlaceNames names() {
        var names = new PlaceNames.Builder();
        try (var lines = Files.lines(SampleFiles.DIVISIONS)) {
            lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells ->
                            names.add(
                                    new DivisionCode(cells[0]),
                                    cells[1],
                                    List.of(),
                                    Validity.ALWAYS,
                                    null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return names.build();
    }

    private static Finding find(String text) {
        return NAMES.find(text, MARKAM, DAY);
    }

    @ParameterizedTest
    @CsvSource({
        // What is said before it.
        "我在竹卡等了两个小时, 540328101205",
        "家住南格，路断了, 540328206203",
        "去了通沙三次都没见到人, 540328204203",
        "从吉修往上两公里护栏倒了, 540328100207",
        "地址：阿东，狗咬人, 540328210202",
        "在金珠收虫草的老板欠钱, 540328207204",
        "车到达日许就抛锚了, 540328204202",
        // What follows it.
        "竹卡小学的操场积水, 540328101205",
        "曲登的水管坏了, 540328209000",
        "达空三组停水, 540328100206",
        "卡均到镇上的客车停运了, 540328101204",
        "竹卡那座老吊桥少了木板, 540328101205",
        "我是巴拉的，想问高龄补贴, 540328100203",
        // What happens there.
        "昨天晚上阿东又停电了, 540328210202",
        "请问阿东什么时候修水渠, 540328210202",
        "角比西停水三天了, 540328200202",
        "通古没有卫生室, 540328202204",
        "阿东：下冰雹了, 540328210202",
        "阿东 水管坏了, 540328210202",
        // Its township, right before it, or nothing else at all.
        "木许乡阿东今年收成不好, 540328210202",
        "木许乡/阿东/今年收成不好, 540328210202",
        "木许乡的阿东，今年收成不好, 540328210202",
        "过了竹卡不远，一辆货车侧翻, 540328101205",
        "阿东, 540328210202",
    })
    void isAPlaceWhereTheTextSaysSo(String text, String code) {
        assertThat(find(text).place()).as(text).contains(new DivisionCode(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "今借到阿东人民币伍仟元整",
                "居民阿东反映",
                "报告人：曲登",
                "反映人 曲登 路灯坏了",
                "通古这个人天天喝醉了来赊账",
                "护林员达日请假一周",
                "会计哈扎把账本锁在柜子里",
                "兽医宗荣态度特别好",
                "小组长通沙收了大家的水费",
                "借款人加嘎，按了手印的",
                "达日的媳妇快生了",
                "加达爷爷九十岁了",
                "嘎托师傅修的摩托又熄火",
                "死者家属尼玛莎情绪激动",
                "他说他师傅叫卡布，会看骨伤",
                "曲登今年满六十了",
                "措瓦是我的小名",
                "给阿东打了五个电话，他都不接",
                "洛松曲登和曲登次仁是两个人",
                "阿东的电话打不通",
                "朱巴龙住在日本十年了",
            })
    void isElseAsLikelySomebody(String text) {
        assertThat(find(text).place()).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "去找阿东要工钱",
                "去阿东家调解",
                "到阿东的账户上没有",
                "从曲登手里买的马",
                "在阿东面前骂人",
                "在阿东回来之前别动",
                "昨天遇到阿东喝醉了",
                "看到了曲登偷牛",
                "记住阿东的名字",
                "现在达日不肯签字",
                "坐在阿东和曲登中间",
            })
    void isSomebodyAlsoAfterAWordThatOftenStandsBeforeAPlace(String text) {
        assertThat(find(text).place()).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "在雅加达打工的儿子",
                "给孩子买的巴拉巴拉棉衣",
                "点了一杯卡布奇诺",
                "花两千块报了普拉提的课",
                "汤里再加它两勺盐",
                "能不能帮达瓦次仁查查低保",
                "请帮达娃看一下社保卡",
                "快递显示今天抵达拉萨中转站",
                "每日许愿池的硬币被人捞走",
            })
    void isNoneWithinAnotherWord(String text) {
        assertThat(find(text).place()).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我是纳西族",
                "会讲纳西话的接线员",
                "门巴族低保户的政策",
                "成都市竹卡路",
                "金珠路上有一个大坑",
                "竹卡牌青稞酒",
                "邦达机场的航班",
            })
    void isNoneAsThatOfAPeopleARoadOrABrand(String text) {
        assertThat(find(text).place()).as(text).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "朱巴龙村对面就是四川巴塘县，那边放炮, 540328212203",
        "阿东村和德钦县交界的地方有人偷砍树, 540328210202",
        "卡若区的施工队在竹卡村乱倒渣土, 540328101205",
    })
    void isHereThoughAPlaceElsewhereIsNamedInPassing(String text, String code) {
        assertThat(find(text).place()).as(text).contains(new DivisionCode(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "卡若区竹卡村水管坏了",
                "四川省巴塘县竹巴龙乡",
                "云南德钦县升平镇阿东村的亲戚",
                "四川理塘县曲登乡",
                "左贡县普拉村有人在卖假虫草",
                "云南的阿东村葡萄便宜",
                "贡觉那边的哈扎村路通了没有",
                "重庆曲孜卡温泉酒店",
            })
    void namesAPlaceElsewhereIfThatIsSaid(String text) {
        var found = find(text);
        assertThat(found.place()).as(text).isEmpty();
        assertThat(found.candidates()).as(text).allMatch(one -> one.score() < 0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "洛隆县硕督镇日许村有人打架, ''",
        "同卡镇的觉龙村地震了, ''",
        "我们镇日许村有人打架, 540328204202",
        "全乡只有日许村没通网, 540328204202",
        "来到乡里日许村的亲戚家, 540328204202",
    })
    void aTownshipThatIsNotOursIsElsewhere(String text, String code) {
        assertThat(find(text).place().map(DivisionCode::value).orElse("")).as(text).isEqualTo(code);
    }
}
