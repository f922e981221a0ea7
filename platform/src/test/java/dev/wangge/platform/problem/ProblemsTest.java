package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.Problem.Pointed;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
        assertThat(told(asked, new Problem(ProblemType.NO_SUCH_CASE, "x")).getTitle())
                .isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource({
        "zh, required, 须填title",
        "bo, required, titleའབྲི་དགོས།",
        "en, required, title is required",
        "zh, code-of-tomorrow, 须填title"
    })
    void aMessageIsSaidInTheLanguageAskedFor(String asked, String code, String message) {
        var error = Pointed.at("#/title", code, "title is required");

        assertThat(told(asked, Problem.invalid(error)).getProperties())
                .containsEntry("errors", List.of(Pointed.at("#/title", code, message)));
    }

    @ParameterizedTest
    @CsvSource({
        "zh, required, Of tomorrow, 必填：Of tomorrow",
        "bo, required, Of tomorrow, འབྲི་དགོས：Of tomorrow",
        "en, required, Of tomorrow, Of tomorrow",
        "zh, of-tomorrow, Of tomorrow, Of tomorrow"
    })
    void aSentenceOfTomorrowIsWordedByItsCode(
            String asked, String code, String english, String message) {
        var error = Pointed.at("#/title", code, english);

        assertThat(told(asked, Problem.invalid(error)).getDetail()).isEqualTo(message);
    }

    @Test
    void aReportOfManyIsToldToo() {
        record LineError(long line, String code, String message) {}
        var errors =
                List.of(
                        new LineError(7, "duplicate", "540328 is in line 3 already"),
                        new LineError(8, "level", "No such level: x"));
        var problem =
                new Problem(
                                ProblemType.INVALID_CSV,
                                "2 wrong lines, nothing was stored; line 7: 540328 is in line 3 already")
                        .with("errors", errors);

        var told = told("zh", problem);
        assertThat(told.getDetail()).isEqualTo("有2行有误，未保存任何内容；第7行：540328在第3行已出现过");
        assertThat(String.valueOf(told.getProperties()))
                .contains("540328在第3行已出现过", "没有这个级别：x", "line=7");
        assertThat(told("en", problem).getDetail()).startsWith("2 wrong lines");
    }

    @Test
    void whatACallerSentIsShownCutAndAsText() {
        var error = Pointed.at("#/\ud800", "unknown-field", "Unknown field " + "x".repeat(60_000));
        var told = told("en", Problem.invalid(error));
        assertThat(String.valueOf(told.getDetail())).hasSizeLessThan(1_100);
        assertThat(String.valueOf(told.getProperties())).contains("#/\uFFFD");
    }

    /** Whoever says something new says it in three languages. */
    @Test
    void whatTheSourcesSayHasItsWords() throws IOException {
        var said = SaidInSources.of(sources());
        assertThat(said.sentences).hasSizeGreaterThan(200);
        var unsaid = new TreeMap<>(said.sentences);
        unsaid.keySet().removeIf(ProblemsTest::isKnown);
        assertThat(unsaid).as("not in sentences.txt").isEmpty();
        for (var bundle : List.of("messages", "messages_bo")) {
            assertThat(keys(bundle)).as(bundle).containsAll(said.codes.keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"titles", "titles_bo", "titles_en"})
    void everyProblemHasATitleAndEveryTitleAProblem(String bundle) throws IOException {
        assertThat(keys(bundle)).containsExactlyInAnyOrderElementsOf(slugs());
    }

    @Test
    void everyProblemHasAPageAndEveryPageAProblem() throws IOException {
        var pages = Path.of("..", "docs", "problems");
        try (var files = Files.list(pages)) {
            assertThat(files.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(slugs());
        }
        for (var type : ProblemType.values()) {
            assertThat(pages.resolve(type.slug() + ".md"))
                    .content()
                    .contains(
                            "`HTTP %d` · `/problems/%s`"
                                    .formatted(type.status().value(), type.slug()));
        }
    }

    private static List<String> slugs() {
        return Arrays.stream(ProblemType.values()).map(ProblemType::slug).toList();
    }

    private static boolean isKnown(String sentence) {
        // Settings are wrong before anybody calls; the end of a sentence is not one.
        return sentence.startsWith("wangge.")
                || sentence.startsWith("is ")
                || (Sentences.KNOWN.in("zh", example(sentence)).isPresent()
                        && Sentences.KNOWN.in("bo", example(sentence)).isPresent());
    }

    private static String example(String sentence) {
        return sentence.replace("{}", "7");
    }

    private static List<Path> sources() throws IOException {
        var all = new ArrayList<Path>();
        for (var module :
                List.of("platform", "case-service", "grid-service", "notify-service", "gateway")) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        // What providers said is for logs, not for callers.
                        .filter(file -> !file.toString().contains("/notify/channel/"))
                        .forEach(all::add);
            }
        }
        return all;
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
