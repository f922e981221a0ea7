package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** A report of many lines, answered with a success, speaks the caller's language too. */
class ToldAnswersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ToldAnswers answers = new ToldAnswers(JSON);

    record Line(int line, String code, String message) {}

    record Report(int imported, List<Line> warnings) implements Told {}

    record Plain(String code, String message) {}

    private @Nullable Object answered(Object body, String language) {
        var request = new MockHttpServletRequest("POST", "/api/v1/divisions:import");
        request.addHeader("Accept-Language", language);
        return answers.beforeBodyWrite(
                body,
                new MethodParameter(Object.class.getMethods()[0], -1),
                MediaType.APPLICATION_JSON,
                JacksonJsonHttpMessageConverter.class,
                new ServletServerHttpRequest(request),
                new ServletServerHttpResponse(new MockHttpServletResponse()));
    }

    @ParameterizedTest
    @CsvSource({"zh, 须填name", "bo, nameའབྲི་དགོས།", "de, 须填name"})
    void isToldAsAsked(String language, String message) {
        var report = new Report(2, List.of(new Line(3, "required", "name is required")));

        assertThat(String.valueOf(answered(report, language)))
                .isEqualTo(
                        JSON.writeValueAsString(
                                new Report(2, List.of(new Line(3, "required", message)))));
    }

    @Test
    void englishIsAsItWasSaid() {
        var report = new Report(2, List.of(new Line(3, "required", "name is required")));
        assertThat(answered(report, "en")).isSameAs(report);
    }

    @Test
    void whatDoesNotSayThatItHoldsMessagesHoldsNone() {
        var plain = new Plain("required", "name is required");
        assertThat(answered(plain, "zh")).isSameAs(plain);
    }
}
