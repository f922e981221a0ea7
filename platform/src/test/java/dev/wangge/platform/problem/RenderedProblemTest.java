package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written where a request fails: by controllers, by filters, by the container. */
class RenderedProblemTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Problems problems = new Problems();
    private final ProblemAdvice advice = new ProblemAdvice(problems, List.of());
    private final MockHttpServletRequest request = english("/api/v1/cases/C-1");

    private static MockHttpServletRequest english(String path) {
        var request = new MockHttpServletRequest("POST", path);
        request.addHeader("Accept-Language", "en");
        return request;
    }

    @AfterEach
    void forgetTheTrace() {
        MDC.remove("traceId");
    }

    private static JsonNode body(MockHttpServletResponse response) throws IOException {
        return JSON.readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void aFilterWritesWhatAControllerWouldHaveAnswered() throws Exception {
        var problem =
                new Problem(ProblemType.STALE_VERSION, "It is at version 7")
                        .with("version", 7)
                        .header("ETag", "\"7\"");
        request.addHeader("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        var response = new MockHttpServletResponse();

        problems.write(problem, request, response);

        assertThat(response.getStatus()).isEqualTo(412);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getHeader("ETag")).isEqualTo("\"7\"");
        assertThat(body(response))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"type":"/problems/stale-version","title":"%s","status":412,
                                 "detail":"It is at version 7","instance":"/api/v1/cases/C-1",
                                 "traceId":"%s","version":7}
                                """
                                        .formatted(
                                                new Wording("en")
                                                        .title("stale-version")
                                                        .orElseThrow(),
                                                TRACE)));
        var answer = Objects.requireNonNull(advice.any(problem, request));
        assertThat(answer.getStatusCode().value()).isEqualTo(412);
        assertThat(answer.getHeaders().getETag()).isEqualTo("\"7\"");
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
    }

    @Test
    void theTraceOfOurOwnGoesBeforeTheCallers() {
        request.addHeader("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
        MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");

        assertThat(trace(request)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    /** It is shown, and found in logs: nothing of the caller's choice may stand in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e47<>-00f067aa0ba902b7-01"
            })
    void aTraceThatIsNoneIsMadeUp(String parent) {
        request.addHeader("traceparent", parent);

        assertThat(trace(request)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        assertThat(trace(request)).isNotEqualTo(trace(request));
    }

    private String trace(MockHttpServletRequest of) {
        var properties =
                problems.detail(new Problem(ProblemType.NOT_FOUND, "x"), of).getProperties();
        return String.valueOf(Objects.requireNonNull(properties).get("traceId"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases/C-1, /api/v1/cases/C-1",
        "/a%20b, /a%20b",
        "/a b, /a%20b",
        "/拉乌, /拉乌",
        "/a|b, /a%7Cb",
    })
    void theInstanceIsTheAddressThatWasAsked(String path, String instance) {
        var problem = new Problem(ProblemType.NOT_FOUND, "x");
        assertThat(problems.detail(problem, english(path)).getInstance()).hasToString(instance);

        var errorPage = english("/error");
        errorPage.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, path);
        assertThat(problems.detail(problem, errorPage).getInstance()).hasToString(instance);
    }

    /** Of what is no problem of ours the security filters answer, and nobody where nobody is. */
    @Test
    void securityAnswersForItself() {
        for (var failure :
                List.of(new AccessDeniedException("no"), new BadCredentialsException("no"))) {
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowable(
                                    () -> advice.any(failure, request)))
                    .isSameAs(failure);
        }
    }

    @Test
    void whoHungUpIsNotAnswered() throws Exception {
        var gone = new ClientAbortException(new IOException("Broken pipe"));
        assertThat(advice.any(gone, request)).isNull();
        assertThat(advice.any(new IllegalStateException(gone), request)).isNull();
        assertThat(advice.any(new AsyncRequestNotUsableException("gone"), request)).isNull();
    }

    @Test
    void whatGuardsABodySaysWhatWasWrongWithIt() throws Exception {
        var tooLarge =
                new Problem(ProblemType.BODY_TOO_LARGE, "A body may have at most 1 MiB here");
        var failure =
                new HttpMessageNotReadableException(
                        "cannot be read",
                        new IOException(tooLarge),
                        new MockHttpInputMessage(new byte[0]));

        var answer = Objects.requireNonNull(advice.any(failure, request));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void whatHasNoNameTellsNothingOfItself() throws Exception {
        var answer =
                Objects.requireNonNull(
                        advice.any(new IllegalStateException("person 13700002222"), request));

        var body = Objects.requireNonNull(answer.getBody());
        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(body.getDetail()).isEqualTo("Something failed on our side");
        assertThat(String.valueOf(body)).doesNotContain("person", "1370000");
    }

    private static Stream<Failed> atTheErrorPage() {
        return Stream.of(
                new Failed(new RequestRejectedException("a double slash"), 500, 400),
                new Failed(new ServletException(new IllegalStateException("no")), 500, 500),
                new Failed(null, 404, 404),
                new Failed(null, 405, 405),
                new Failed(null, 503, 500),
                // Somebody asks for the page itself.
                new Failed(null, null, 404));
    }

    record Failed(@Nullable Exception failure, @Nullable Integer status, int answered) {}

    @ParameterizedTest
    @MethodSource("atTheErrorPage")
    void theErrorPageAnswersWithAProblem(Failed failed) throws IOException {
        var page = english("/error");
        page.setAttribute(RequestDispatcher.ERROR_EXCEPTION, failed.failure());
        page.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, failed.status());
        var response = new MockHttpServletResponse();

        new ErrorAnswer(problems).answer(page, response);

        assertThat(response.getStatus()).isEqualTo(failed.answered());
        assertThat(body(response).path("status").intValue()).isEqualTo(failed.answered());
        assertThat(body(response).path("type").stringValue()).startsWith("/problems/");
    }
}
