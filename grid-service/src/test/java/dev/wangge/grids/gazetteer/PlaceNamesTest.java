package dev.wangge.grids.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.gazetteer.Finding.Scored;
import dev.wangge.grids.place.DivisionCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceNamesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
    private static final List<String> MARKAM = List.of("540328");
    private final PlaceNames names =
            new PlaceNames.Builder()
                    .add(division("540300000000", "昌都市"))
                    .add(division("540302000000", "卡若区"))
                    .add(division("540302101000", "俄洛镇"))
                    .add(division("540302101201", "俄洛村村委会"))
                    .add(division("540302101202", "拉乌村村委会"))
                    .add(division("540328000000", "芒康县"))
                    .add(division("540328100000", "嘎托镇"))
                    .add(division("540328100001", "嘎托居委会"))
                    .add(division("540328100202", "嘎托村村委会"))
                    .add(division("540328101000", "如美镇"))
                    .add(
                            division(
                                    "540328101201",
                                    "拉乌村村委会",
                                    new Document("nameBo", "ལ་ཝུ་གྲོང་ཚོ།")
                                            .append("nameEn", "Lawu Village")))
                    .add(division("540328101202", "如美村村委会"))
                    .add(division("540328101203", "雪村村委会"))
                    .add(division("540328101204", "和平村村委会"))
                    .add(division("540328201000", "莽岭乡"))
                    .add(division("540328201201", "上莽岭村村委会"))
                    .add(division("540328202000", "宗西乡"))
                    .add(division("540328202204", "达拉村村委会"))
                    .add(division("540328203000", "昂多乡"))
                    .add(division("540328203204", "达拉村村委会"))
                    .add(division("540328207000", "帮达乡", new Document("aliases", List.of("邦达乡"))))
                    .add(
                            division(
                                    "540328207202",
                                    "帮达村村委会",
                                    new Document("aliases", List.of("邦达村"))))
                    .add(division("540328207204", "金珠村村委会"))
                    .add(division("540328211000", "纳西民族乡"))
                    .add(division("540328211200", "盐井新村村民委员会"))
                    .add(division("540328211202", "上盐井村村委会"))
                    .build();

    private static Entry division(String code, String name) {
        return division(code, name, new Document());
    }

    private static Entry division(String code, String name, Document more) {
        var state = new Document("name", name);
        state.putAll(more);
        return Entry.of(Kind.DIVISION, code, code, state, null);
    }

    private Optional<String> find(String text) {
        return names.find(text, MARKAM, DAY).place().map(DivisionCode::value);
    }

    private List<String> candidates(String text) {
        return names.find(text, MARKAM, DAY).candidates().stream()
                .map(Scored::code)
                .map(DivisionCode::value)
                .toList();
    }

    private double confidence(String text) {
        return names.find(text, MARKAM, DAY).confidence();
    }

    @ParameterizedTest
    @CsvSource({
        "拉乌村水管坏了, 540328101201",
        "在拉乌那边, 540328101201",
        "拉乌村委会门口, 540328101201",
        "拉乌的路塌了, 540328101201",
        "如美镇拉乌停电, 540328101201",
        "雪村的桥断了, ''",
        "如美镇雪村的桥断了, 540328101203",
        "盐井新村没有水, 540328211200",
        "上盐井没有水, 540328211202",
        "和平村没有水, 540328101204",
        "纳西乡没有水, 540328211000",
        "纳西族乡没有水, 540328211000",
        "莽岭村没有水, 540328201000",
        "嘎托居委会没有水, 540328100001",
        "嘎托村没有水, 540328100202",
        "嘎托社区没有水, 540328100001",
        "邦达村那边的水管坏了, 540328207202",
        "帮达村那边的水管坏了, 540328207202",
        "邦达乡下雪, 540328207000",
        "金珠那边的水管坏了, 540328207204",
        "拉乌村民扎西说没有水, 540328101201",
    })
    void aPlaceIsFoundAsPeopleCallIt(String text, String code) {
        assertThat(find(text)).isEqualTo(Optional.of(code).filter(it -> !it.isEmpty()));
    }

    @Test
    void aTownshipNarrowsVillagesOfOneName() {
        assertThat(find("达拉村的路塌了")).isEmpty();
        assertThat(candidates("达拉村的路塌了")).containsExactly("540328202204", "540328203204");
        assertThat(find("昂多乡达拉村的路塌了")).contains("540328203204");
        assertThat(find("昂多乡的牧民说，达拉村的路塌了")).contains("540328203204");
        assertThat(candidates("昂多乡达拉村的路塌了")).isEmpty();
    }

    @Test
    void aCountyNarrowsVillagesOfOneNameForWhoAnswersForSeveral() {
        var found = names.find("拉乌村的路塌了", List.of("5403"), DAY);
        assertThat(found.place()).isEmpty();
        assertThat(found.candidates()).hasSize(2).allMatch(one -> one.score() == 0.45);
        assertThat(names.find("芒康县拉乌村的路塌了", List.of("5403"), DAY).place())
                .contains(new DivisionCode("540328101201"));
    }

    @Test
    void aNameSharedByTownshipAndItsVillageIsTheTownship() {
        assertThat(find("如美下雪了")).contains("540328101000");
        assertThat(find("如美村下雪了")).contains("540328101202");
        assertThat(find("如美镇如美下雪了")).contains("540328101202");
    }

    @Test
    void whatContradictsItselfIsForADispatcher() {
        assertThat(find("从拉乌村到昂多乡")).isEmpty();
        assertThat(candidates("从拉乌村到昂多乡"))
                .containsExactlyInAnyOrder("540328101201", "540328203000");
        assertThat(find("达日来的卓玛在拉乌村说，金珠报告没有水")).contains("540328101201");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "芒康县的事",
                "俄洛村没有水",
                "邻里和平共处",
                "零售巨头比如美国的好市多",
                "扎西金珠报告没有水",
                "金珠报告没有水",
                "lawuland has no water",
                "芒康村没有水",
            })
    void whatIsNoPlaceOrForeignIsNotLocated(String text) {
        assertThat(find(text)).isEmpty();
    }

    @Test
    void otherScriptsCountAtTheBoundsOfTheirWords() {
        assertThat(find("No water in LAWU village since Monday")).contains("540328101201");
        assertThat(find("No water in Lawu")).contains("540328101201");
        assertThat(find("ལ་ཝུ་གྲོང་ཚོའི་ཆུ་ཁོག་ཉམས་སོང་།")).contains("540328101201");
        assertThat(find("ང་ལ་ཝུར་ཡོད། ལ་ཝུའི་ཆུ་མེད།")).contains("540328101201");
        assertThat(find("བཀྲལ་ཝུ་")).isEmpty();
    }

    @Test
    void confidenceSaysHowItWasNamed() {
        assertThat(confidence("如美镇拉乌村没有水")).isBetween(0.93, 1.0);
        assertThat(confidence("拉乌村没有水")).isEqualTo(0.9);
        assertThat(confidence("和平村没有水")).isEqualTo(0.75);
        assertThat(confidence("拉乌没有水")).isEqualTo(0.62);
        assertThat(confidence("什么也没有")).isZero();
    }

    @Test
    void aReplacedPlaceIsFoundUnderItsOldNameWhereItIsNow() {
        var old =
                new PlaceNames.Builder()
                        .add(division("540328000000", "芒康县"))
                        .add(division("540328101000", "如美镇"))
                        .add(
                                division(
                                        "542129000000",
                                        "旧芒县",
                                        new Document("validTo", "2014-10-19")
                                                .append("supersededBy", "540328000000")))
                        .add(
                                division(
                                        "542129101201",
                                        "老乌村",
                                        new Document("supersededBy", "540328101201")))
                        .add(
                                division(
                                        "540328101201",
                                        "拉乌村",
                                        new Document("validFrom", "2014-10-20")))
                        .add(division("540328101202", "江措村", new Document("validTo", "2020-12-31")))
                        .build();
        for (var text : List.of("老乌村没有水", "旧芒县拉乌村没有水")) {
            assertThat(old.find(text, MARKAM, DAY).place())
                    .as(text)
                    .contains(new DivisionCode("540328101201"));
        }
        var before = LocalDate.of(2014, 10, 19);
        assertThat(old.find("老乌村没有水", MARKAM, before).place()).isEmpty();
        assertThat(old.find("老乌村没有水", List.of("54"), before).place())
                .contains(new DivisionCode("542129101201"));
        assertThat(old.find("江措村没有水", MARKAM, DAY).candidates()).isEmpty();
        assertThat(old.find("江措村没有水", MARKAM, LocalDate.of(2020, 12, 31)).place())
                .contains(new DivisionCode("540328101202"));
    }

    @Test
    void whatItWasCalledStillFindsIt() {
        var renamed =
                new PlaceNames.Builder()
                        .add(
                                division("540328101201", "新名村")
                                        .succeededBy(
                                                new Document("name", "新名村"),
                                                null,
                                                new Former(new Document("name", "旧乌村"), null)))
                        .build();
        assertThat(renamed.find("旧乌村没有水", MARKAM, DAY).place()).isPresent();
    }

    @Test
    void successorsThatGoInACircleAreEndured() {
        var circle =
                new PlaceNames.Builder()
                        .add(
                                division(
                                        "540328101201",
                                        "拉乌村",
                                        new Document("supersededBy", "540328101202")
                                                .append("validTo", "2000-01-01")))
                        .add(
                                division(
                                        "540328101202",
                                        "如美村",
                                        new Document("supersededBy", "540328101201")))
                        .build();
        assertThat(circle.find("拉乌村没有水", MARKAM, DAY).place())
                .contains(new DivisionCode("540328101202"));
    }
}
