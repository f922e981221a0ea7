package dev.wangge.grids.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTermsTest {
    private static List<String> of(String name) {
        return SearchTerms.of(name, List.of(), null, null);
    }

    private static boolean finds(List<String> terms, String query) {
        var typed = SearchTerms.normalised(query);
        return terms.stream().anyMatch(term -> term.startsWith(typed));
    }

    @Test
    void aCountyIsFoundByItsNameItsPinyinAndItsInitials() {
        assertThat(of("芒康县")).containsExactly("芒康县", "mangkangxian", "mkx");
        for (var query :
                List.of(
                        "芒康",
                        "芒康县",
                        "mangkang",
                        "MANG KANG",
                        "mang'kang",
                        "Mángkāng xiàn",
                        "mk",
                        "ｍｋｘ")) {
            assertThat(finds(of("芒康县"), query)).as(query).isTrue();
        }
        for (var query : List.of("康", "kangxian", "mx", "县")) {
            assertThat(finds(of("芒康县"), query)).as(query).isFalse();
        }
    }

    @Test
    void aVillageIsFoundAsPeopleCallIt() {
        assertThat(of("拉乌村村委会")).containsExactly("拉乌村村委会", "lawucuncunweihui", "lwccwh");
        assertThat(finds(of("拉乌村村委会"), "lawucun")).isTrue();
        assertThat(finds(of("拉乌村村委会"), "lwc")).isTrue();
        assertThat(of("嘎托居委会")).contains("嘎托社区", "gatuoshequ", "gtsq", "嘎托居委会");
        assertThat(of("纳西民族乡")).contains("纳西乡", "naxixiang", "nxx");
        assertThat(finds(of("上盐井村村委会"), "盐井")).isTrue();
    }

    @Test
    void allItsNamesCount() {
        var terms =
                SearchTerms.of("帮达村", List.of("邦达村"), "སྤོམ་མདའ་གྲོང་ཚོ།", "Pomda (Bamda) Village");
        assertThat(terms).contains("帮达村", "邦达村", "bangdacun", "bdc", "སྤོམ་མདའ་གྲོང་ཚོ", "bamda");
        for (var query : List.of("སྤོམ་མདའ་", "pomda", "Bamda", "pomda bamda")) {
            assertThat(finds(terms, query)).as(query).isTrue();
        }
        assertThat(finds(terms, "village")).isFalse();
        assertThat(terms).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "重庆市, chongqingshi",
        "长沙市, changshashi",
        "昌都市, changdushi",
        "小昌都村, xiaochangducun",
        "长治市, changzhishi",
        "长子县, zhangzixian",
        "荥经县, yingjingxian",
        "六合区, luhequ",
        "六合村, liuhecun",
        "浪卡子县, langkazixian",
        "八宿县, basuxian",
        "绿春县, lvchunxian",
        "东阿县, dongexian",
    })
    void placesAreReadAsTheyAreCalled(String name, String pinyin) {
        assertThat(of(name)).contains(pinyin);
    }

    @Test
    void nothingIsTooOddToBeRead() {
        assertThat(of("A区3号村")).contains("a区3号村");
        assertThat(of("𠮷野村")).isNotEmpty();
        assertThat(of("")).isEmpty();
        assertThat(of("村")).isNotEmpty();
        assertThat(of("😀")).isNotEmpty();
        assertThat(SearchTerms.normalised(" \t ")).isEmpty();
    }

    /** The dictionary is loaded when it is first asked, by whichever thread. */
    @Test
    void manyMayAskAtOnce() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<List<String>> asking = () -> of("重庆市长寿区");
            var answers = threads.invokeAll(IntStream.range(0, 200).mapToObj(i -> asking).toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(of("重庆市长寿区"));
            }
        }
    }
}
