package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;

class StrictBodiesTest {
    private final StrictBodies bodies = new StrictBodies();

    enum Colour {
        RED,
        BLUE
    }

    record Inner(@Nullable Double lng, @Nullable String name) {}

    record Body(
            @Nullable String text,
            @Nullable Integer score,
            @Nullable Long many,
            @Nullable Boolean passed,
            @Nullable Colour colour,
            @Nullable Inner inner,
            @Nullable List<String> list,
            @Nullable JsonNode any) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    `{"score":4.5}`            | #/score     | wrong-value       | It must be a whole number
                    `{"score":4.0}`            | #/score     | wrong-value       | It must be a whole number
                    `{"score":1e400}`          | #/score     | wrong-value       | It must be a whole number
                    `{"score":"4"}`            | #/score     | wrong-value       | It must be a whole number
                    `{"score":""}`             | #/score     | wrong-value       | It must be a whole number
                    `{"score":true}`           | #/score     | wrong-value       | It must be a whole number
                    `{"score":[4]}`            | #/score     | wrong-value       | It must be a whole number
                    `{"score":99999999999}`    | #/score     | out-of-range      | The number is too large
                    `{"many":99999999999999999999}` | #/many | out-of-range      | The number is too large
                    `{"many":1.5}`             | #/many      | wrong-value       | It must be a whole number
                    `{"text":7}`               | #/text      | wrong-value       | It must be a text
                    `{"text":false}`           | #/text      | wrong-value       | It must be a text
                    `{"text":["x"]}`           | #/text      | wrong-value       | It must be a text
                    `{"text":{"x":1}}`         | #/text      | wrong-value       | It must be a text
                    `{"text":"a\\u0000b"}`     | #/text      | control-character | Control characters are not text
                    `{"text":"a\\ud800b"}`     | #/text      | control-character | Control characters are not text
                    `{"text":"a\\u0085b"}`     | #/text      | control-character | Control characters are not text
                    `{"inner":{"name":"\\u0007"}}` | #/inner/name | control-character | Control characters are not text
                    `{"list":["a","\\u0007"]}` | #/list/1    | control-character | Control characters are not text
                    `{"passed":"true"}`        | #/passed    | wrong-value       | It must be true or false
                    `{"passed":1}`             | #/passed    | wrong-value       | It must be true or false
                    `{"colour":"GREEN"}`       | #/colour    | wrong-value       | One of RED, BLUE
                    `{"colour":"red"}`         | #/colour    | wrong-value       | One of RED, BLUE
                    `{"colour":""}`            | #/colour    | wrong-value       | One of RED, BLUE
                    `{"colour":0}`             | #/colour    | wrong-value       | One of RED, BLUE
                    `{"inner":"x"}`            | #/inner     | wrong-value       | It must be a JSON object
                    `{"inner":""}`             | #/inner     | wrong-value       | It must be a JSON object
                    `{"inner":[]}`             | #/inner     | wrong-value       | It must be a JSON object
                    `{"inner":{"lng":"9"}}`    | #/inner/lng | wrong-value       | It must be a number
                    `{"inner":{"lng":"NaN"}}`  | #/inner/lng | wrong-value       | It must be a number
                    `{"list":"x"}`             | #/list      | wrong-value       | It must be a list
                    `{"list":[null]}`          | #/list/0    | wrong-value       | null is not possible here
                    `{"list":[7]}`             | #/list/0    | wrong-value       | It must be a text
                    `{"colours":1}`            | #/colours   | unknown-field     | Unknown field colours
                    `{"inner":{"lng/~":1}}`    | #/inner/lng~1~0 | unknown-field | Unknown field lng/~
                    `{"\\ud800":1}`            | #/          | unknown-field     | `Unknown field `
                    `[]`                       | #           | wrong-value       | The body must be one JSON object
                    `{}{}`                     | #           | wrong-value       | The body must be one JSON object
                    ` `                        | #           | wrong-value       | The body must be one JSON object
                    `null`                     | #           | required          | The body must be one JSON object
                    `7`                        | #           | wrong-value       | The body must be one JSON object
                    `"x"`                      | #           | wrong-value       | The body must be one JSON object
                    `""`                       | #           | wrong-value       | The body must be one JSON object
                    """)
    void isPointedAtInOurOwnWords(String body, String pointer, String code, String message) {
        assertThat(refused(body))
                .isEqualTo("invalid-request " + pointer + " " + code + ": " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{} x",
                "{\"score\":NaN}",
                "{\"score\":Infinity}",
                "{\"score\":+1}",
                "{\"score\":01}",
                "{'score':1}",
                "{score:1}",
                "{\"score\":1,}",
                "// {}\n{}",
                "{\"text\":\"a\u0000b\"}",
                "{\"text\":\"a\nb\"}",
                "{\"score\":1,\"score\":2}",
                "{\"any\":{\"a\":1,\"a\":2}}",
                "\u0000"
            })
    void whatIsNoJsonIsMalformed(String body) {
        assertThat(refused(body)).startsWith("malformed-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "GB18030"})
    void onlyUtf8IsRead(String charset) {
        assertThat(refused("{\"text\":\"拉乌\"}".getBytes(Charset.forName(charset))))
                .startsWith("malformed-json");
    }

    @Test
    void depthNamesAndNumbersHaveTheirLimits() {
        for (var body :
                List.of(
                        "{\"any\":" + "[".repeat(600) + "]".repeat(600) + "}",
                        "{\"" + "n".repeat(60_000) + "\":1}",
                        "{\"any\":{\"" + "n".repeat(60_000) + "\":1}}",
                        "{\"score\":" + "9".repeat(1_001) + "}",
                        "{\"any\":" + "9".repeat(1_001) + "}",
                        "{\"inner\":{\"lng\":0." + "9".repeat(1_001) + "}}")) {
            assertThat(refused(body)).startsWith("invalid-request # out-of-range");
        }
    }

    @Test
    void whatIsRightIsRead() {
        var body =
                bodies.read(
                        "\uFEFF{\"text\":\"第一行\\n\\t𠮷\",\"score\":4,\"inner\":{\"lng\":98},\"list\":[],\"any\":null}"
                                .getBytes(StandardCharsets.UTF_8),
                        Body.class);
        assertThat(body.text()).isEqualTo("第一行\n\t𠮷");
        assertThat(body.score()).isEqualTo(4);
        assertThat(body.inner()).isEqualTo(new Inner(98.0, null));
        assertThat(bodies.read(new byte[0], Body.class).text()).isNull();
    }

    private String refused(String body) {
        return refused(body.getBytes(StandardCharsets.UTF_8));
    }

    private static MockHttpServletRequest english() {
        var request = new MockHttpServletRequest("POST", "/x");
        request.addHeader("Accept-Language", "en");
        return request;
    }

    private String refused(byte[] body) {
        var problem = catchThrowableOfType(Problem.class, () -> bodies.read(body, Body.class));
        var told = new Problems().detail(problem, english());
        var properties = told.getProperties();
        var errors = properties == null ? null : properties.get("errors");
        if (errors instanceof List<?> list && list.getFirst() instanceof Problem.Pointed error) {
            return "%s %s %s: %s"
                    .formatted(problem.slug(), error.pointer(), error.code(), error.message());
        }
        return problem.slug() + " " + told.getDetail();
    }
}
