package dev.wangge.grids.locate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.place.DivisionCode;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaceNamesTest {
    private final PlaceNames names = new PlaceNames();

    @BeforeEach
    void county() {
        names.add(new DivisionCode("540328000000"), "芒康县");
        names.add(new DivisionCode("540328101000"), "如美镇");
        names.add(new DivisionCode("540328101201"), "拉乌村村委会");
        names.add(new DivisionCode("540328101202"), "如美村村委会");
        names.add(new DivisionCode("540328202000"), "宗西乡");
        names.add(new DivisionCode("540328202204"), "达拉村村委会");
        names.add(new DivisionCode("540328203000"), "昂多乡");
        names.add(new DivisionCode("540328203204"), "达拉村村委会");
    }

    private Optional<String> find(String text, String scope) {
        return names.find(text, code -> code.value().startsWith(scope)).map(DivisionCode::value);
    }

    @Test
    void aVillageIsFoundWithAndWithoutWhatItIs() {
        assertThat(find("拉乌村水管坏了", "540328")).contains("540328101201");
        assertThat(find("在拉乌那边", "540328")).contains("540328101201");
        assertThat(find("拉乌村委会门口", "540328")).contains("540328101201");
    }

    @Test
    void aTownshipNarrowsVillagesOfOneName() {
        assertThat(find("达拉村的路塌了", "540328")).isEmpty();
        assertThat(find("昂多乡达拉村的路塌了", "540328")).contains("540328203204");
    }

    @Test
    void aNameSharedByTownshipAndItsVillageIsTheTownship() {
        assertThat(find("如美下雪", "540328")).contains("540328101000");
        assertThat(find("如美村下雪", "540328")).contains("540328101202");
    }

    @Test
    void whatIsUnrelatedOrForeignIsNotDecided() {
        assertThat(find("从拉乌村到昂多乡", "540328")).isEmpty();
        assertThat(find("拉乌村水管坏了", "540302")).isEmpty();
        assertThat(find("芒康县的事", "540328")).isEmpty();
        assertThat(find("", "540328")).isEmpty();
    }
}
