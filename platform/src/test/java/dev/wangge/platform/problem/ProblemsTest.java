package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.Problem.Pointed;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemsTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                                      | 没有这个事件
                    zh-CN             | 没有这个事件
                    bo-CN,zh;q=0.5    | དོན་རྐྱེན་འདི་མི་འདུག
                    bo                | དོན་རྐྱེན་འདི་མི་འདུག
                    en-GB             | No such case
                    fr,en;q=0.5       | No such case
                    fr                | 没有这个事件
                    *                 | 没有这个事件
                    nonsense;q=x      | 没有这个事件
                    """)
    void aTitleIsInTheLanguageAskedFor(@Nullable String asked, String title) {
        assertThat(told(asked, new Problem(HttpStatus.NOT_FOUND, "no-such-case", "x")).getTitle())
                .isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, required, 必填：title is required",
        "bo, required, འབྲི་དགོས：title is required",
        "en, required, title is required",
        "bo, unknown-sort, 不支持的排序：title is required",
        "zh, code-of-tomorrow, title is required"
    })
    void aMessageIsWordedByItsCode(String asked, String code, String message) {
        var error = Pointed.at("#/title", code, "title is required");

        assertThat(told(asked, Problem.invalid(error)).getProperties())
                .containsEntry("errors", List.of(Pointed.at("#/title", code, message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"titles_en", "titles_bo", "messages_bo"})
    void everyTranslationIsOfSomethingSaidInChinese(String translated) throws IOException {
        assertThat(keys(translated.replaceFirst("_.*", ""))).containsAll(keys(translated));
    }

    @Test
    void tibetanWordingSaysThatNobodyHasReviewedIt() throws IOException {
        for (var name : List.of("titles_bo", "messages_bo")) {
            try (var file = file(name)) {
                var first = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(first).startsWith("# Unreviewed");
            }
        }
    }

    private ProblemDetail told(@Nullable String asked, Problem problem) {
        var request = new MockHttpServletRequest("GET", "/api/v1/cases/x");
        if (asked != null) {
            request.addHeader("Accept-Language", asked);
        }
        return problems.detail(problem, request);
    }

    private static Set<String> keys(String name) throws IOException {
        var properties = new Properties();
        try (var file = new InputStreamReader(file(name), StandardCharsets.UTF_8)) {
            properties.load(file);
        }
        return properties.stringPropertyNames();
    }

    private static java.io.InputStream file(String name) {
        return Objects.requireNonNull(
                Problems.class.getResourceAsStream(name + ".properties"), name);
    }
}
