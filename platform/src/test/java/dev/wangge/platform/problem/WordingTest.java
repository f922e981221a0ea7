package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.Problem.Pointed;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a caller is told what is wrong, in an answer of any shape. */
class WordingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonNode told(String language, String answer) {
        var read = JSON.readTree(answer);
        new Wording(language).tell(read);
        return read;
    }

    @Test
    void everyMessageIsToldHoweverDeepItStands() {
        var answer =
                told(
                        "zh",
                        """
                        {"imported":3,
                         "errors":[{"line":2,"code":"required","message":"name is required"}],
                         "more":{"deep":[{"code":"x","message":"A bearer token is required"}]}}
                        """);

        assertThat(answer.at("/errors/0/message").stringValue()).isEqualTo("须填name");
        assertThat(answer.at("/errors/0/line").intValue()).isEqualTo(2);
        assertThat(answer.at("/errors/0/code").stringValue()).isEqualTo("required");
        assertThat(answer.at("/more/deep/0/message").stringValue()).isEqualTo("需要访问令牌");
        assertThat(answer.at("/imported").intValue()).isEqualTo(3);
    }

    @Test
    void onlyAProblemsDetailIsASentenceOfOurs() {
        var said = "A bearer token is required";
        var problem =
                told(
                        "zh",
                        "{\"type\":\"/problems/unauthenticated\",\"detail\":\"%s\"}"
                                .formatted(said));
        assertThat(problem.path("detail").stringValue()).isEqualTo("需要访问令牌");

        for (var other : List.of("{\"detail\":\"%s\"}", "{\"type\":\"a\",\"detail\":\"%s\"}")) {
            assertThat(told("zh", other.formatted(said)).path("detail").stringValue())
                    .isEqualTo(said);
        }
    }

    /** A field of that name that is no text is none of our sentences. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":7}",
                "{\"message\":null}",
                "{\"detail\":[]}",
                "[]",
                "7",
                "null"
            })
    void whatIsNoMessageStaysAsItIs(String answer) {
        assertThat(told("zh", answer)).isEqualTo(JSON.readTree(answer));
    }

    @Test
    void aMessageWithoutACodeIsToldAsTheSentenceItIs() {
        assertThat(told("zh", "{\"message\":\"A bearer token is required\"}"))
                .isEqualTo(JSON.readTree("{\"message\":\"需要访问令牌\"}"));
        assertThat(told("zh", "{\"message\":\"Of tomorrow\"}"))
                .isEqualTo(JSON.readTree("{\"message\":\"Of tomorrow\"}"));
    }

    @ParameterizedTest
    @CsvSource({"zh, 没有这个事件", "bo, དོན་རྐྱེན་འདི་མི་འདུག", "en, No such case"})
    void aTitleIsInTheLanguage(String language, String title) {
        assertThat(new Wording(language).title("no-such-case")).contains(title);
        assertThat(new Wording(language).title("of-tomorrow")).isEmpty();
    }

    /** Wherever a service runs: a server in English speaks Chinese all the same. */
    @Test
    void theMachinesOwnLanguageIsOfNoConcern() {
        var before = Locale.getDefault();
        try {
            for (var machine : List.of(Locale.ENGLISH, Locale.GERMANY, Locale.of("bo"))) {
                Locale.setDefault(machine);
                assertThat(new Wording("zh").title("no-such-case")).contains("没有这个事件");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whereverItPointsIsKeptAndCut() {
        var wording = new Wording("en");
        var tooLong = "x".repeat(1_001);

        var pointed = wording.pointed(Pointed.at("#/" + tooLong, "c", tooLong));
        assertThat(pointed.pointer()).isEqualTo("#/" + "x".repeat(998));
        assertThat(pointed.parameter()).isNull();
        assertThat(pointed.message()).hasSize(1_000);
        assertThat(pointed.code()).isEqualTo("c");

        var parameter = wording.pointed(List.of(Pointed.parameter("q\u0000", "c", "m")));
        assertThat(parameter).containsExactly(Pointed.parameter("q\uFFFD", "c", "m"));
    }
}
