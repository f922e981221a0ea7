package dev.wangge.cases.dictionaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.dictionaries.Dictionaries.Subject;
import dev.wangge.cases.dictionaries.DictionaryRules.Body;
import dev.wangge.cases.dictionaries.DictionaryRules.Dictionary;
import dev.wangge.cases.dictionaries.DictionaryRules.Entry;
import dev.wangge.cases.ruleset.Names;
import dev.wangge.cases.ruleset.Settings;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAssessed;
import dev.wangge.contracts.cases.v1.CaseEvent.Term;
import dev.wangge.platform.problem.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryRulesTest {
    private static final DictionaryRules RULES = new DictionaryRules();

    private static Dictionary of(Subject name, String... codes) {
        return new Dictionary(
                name,
                Arrays.stream(codes)
                        .map(code -> new Entry(code, new Names("名", null, null)))
                        .toList());
    }

    private static List<String> findings(Dictionary... dictionaries) {
        return RULES.check(new Body(List.of(dictionaries)), Settings.of("540328")).stream()
                .map(it -> it.pointer() + " " + it.code())
                .toList();
    }

    private static Assessment yuan(String amount) {
        return new Assessment(null, null, null, null, new BigDecimal(amount));
    }

    @Test
    void builtInAreTheWordsOfTheScheme() {
        assertThat(RULES.check(RULES.builtIn(), Settings.of("540328"))).isEmpty();
        assertThat(DictionaryRules.DEFAULT.codes().get("scale"))
                .containsExactly("", "01", "02", "03");
        assertThat(DictionaryRules.DEFAULT.codes().get("grade")).hasSize(5);
        assertThat(DictionaryRules.DEFAULT.codes().get("nature")).contains("04", "99");
    }

    @Test
    void whatIsSaidKeepsItsWordsAndItsMoneyToTheFen() {
        var said = new Assessment("03", null, "99", 1_400, new BigDecimal("1300000.50"));

        assertThat(DictionaryRules.DEFAULT.assessed(said))
                .isEqualTo(
                        new CaseAssessed(
                                new Term("03", "重大群体性", null, "A large group"),
                                null,
                                new Term("99", "其他", null, "Other"),
                                1_400,
                                130_000_050L));
        assertThat(Assessment.NONE.isSaid()).isFalse();
        assertThat(yuan("0").isSaid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1000000000000, 100000000000000", "0.01, 1", "1.5E+3, 150000", "0, 0"})
    void moneyIsExact(String amount, long fen) {
        assertThat(DictionaryRules.DEFAULT.assessed(yuan(amount)).amountFen()).isEqualTo(fen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "1000000000000.01",
                "0.001",
                "1E+999999999",
                "1E-999999999",
                "1e13"
            })
    void whatIsNoMoneyIsRefused(String amount) {
        assertThatThrownBy(() -> yuan(amount).checkNumbers())
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("amount");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_001})
    void whatAreNoPeopleIsRefused(int people) {
        assertThatThrownBy(() -> new Assessment(null, null, null, people, null).checkNumbers())
                .hasMessage("people is 0 to 1000000");
    }

    @Test
    void aCodeIsOneOfItsOwnDictionary() {
        var grade = new Assessment(null, "99", null, null, null);
        assertThatThrownBy(() -> DictionaryRules.DEFAULT.assessed(grade))
                .isInstanceOf(Problem.class)
                .hasMessage("No grade 99");
    }

    @Test
    void eachDictionaryIsThereOnceAndEachCodeInIt() {
        var grade = of(Subject.grade, "a");
        var nature = of(Subject.nature);
        assertThat(findings(of(Subject.scale, "a", "b"), grade, nature)).isEmpty();
        assertThat(findings(grade, nature)).containsExactly("#/body/dictionaries gap");
        assertThat(findings(of(Subject.scale, "a", "a"), grade, nature))
                .containsExactly("#/body/dictionaries/0/entries/1/code duplicate");
        assertThat(findings(of(Subject.scale), grade, nature, grade))
                .containsExactly("#/body/dictionaries/3/name duplicate");
        assertThat(findings(of(Subject.scale, "一"), grade, nature))
                .containsExactly("#/body/dictionaries/0/entries/0/code wrong-code");
        assertThat(findings(of(Subject.scale, numbered(101)), grade, nature))
                .containsExactly("#/body/dictionaries/0/entries too-many");
    }

    private static String[] numbered(int many) {
        return IntStream.range(0, many).mapToObj(String::valueOf).toArray(String[]::new);
    }
}
