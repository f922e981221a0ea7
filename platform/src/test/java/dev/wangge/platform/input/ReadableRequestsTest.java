package dev.wangge.platform.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.multipart.MultipartException;

/** Filters and what they let through, without a container. */
class ReadableRequestsTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        "q=%00, control-character",
        "q=a%07b, control-character",
        "q=%C2%85, control-character",
        "%00=1, control-character",
        "q=%FF, unreadable",
        "q=%C0%AD%CE%DA, unreadable",
        "q=%, unreadable",
        "q=%2, unreadable",
        "%FF=1, unreadable",
        "=1, required",
        "q=1&=2, required",
        "=, required"
    })
    void aQueryThatIsNoTextIsNamed(String query, String code) throws Exception {
        var answer = asked("/api/v1/cases", query, (request, response) -> {});
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/cases/%00", "/api/v1/cases/%FF", "/api/v1/cases/a%0Ab%7F"})
    void aPathThatIsNoTextIsNamed(String path) throws Exception {
        assertThat(asked(path, null, (request, response) -> {}).getStatus()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%E6%8B%89", "text=a%0Ab%09c", "a&b=&&c=1", ""})
    void whatIsTextPasses(String query) throws Exception {
        var answer = asked("/x", query, (request, response) -> response.getOutputStream().write(1));
        assertThat(answer.getContentAsByteArray()).hasSize(1);
    }

    @Test
    void whatFiltersCannotReadIsNamed() throws Exception {
        assertThat(failing(new RequestRejectedException("no")).getStatus()).isEqualTo(400);
        assertThat(failing(new InvalidParameterException("no")).getStatus()).isEqualTo(400);
        assertThat(failing(new InvalidParameterException("no", 413)).getStatus()).isEqualTo(413);
        assertThat(failing(new ServletException(new MultipartException("no"))).getStatus())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, limit=1&kind=X, /a, kind=X&limit=9, true",
        "/a, kind=X&level=Y, /a, level=Y&kind=X, true",
        "/a, kind=%58, /a, kind=X&empty=, true",
        "/a, kind=X, /a, kind=Y, false",
        "/a, kind=X, /a, limit=1, false",
        "/a, sort=reportedAt, /a, sort=-reportedAt, false",
        "/a, kind=X, /b, kind=X, false",
    })
    void aCursorIsGoodForItsOwnListOnly(
            String path, String query, String askedPath, String askedQuery, boolean isGood)
            throws Exception {
        var cursor = BoundCursors.bound("pl.ace", path, query);
        var place = new StringBuilder();
        var request = request(askedPath, askedQuery + "&cursor=" + cursor);
        var response = new MockHttpServletResponse();
        new BoundCursors(problems)
                .doFilter(
                        request,
                        response,
                        (passed, answer) -> place.append(passed.getParameter("cursor")));
        assertThat(place.toString()).isEqualTo(isGood ? "pl.ace" : "");
        assertThat(response.getStatus()).isEqualTo(isGood ? 200 : 400);
    }

    private MockHttpServletResponse failing(Exception failure) throws Exception {
        return asked(
                "/x",
                null,
                (request, response) -> {
                    if (failure instanceof ServletException wrapped) {
                        throw wrapped;
                    }
                    throw (RuntimeException) failure;
                });
    }

    private MockHttpServletResponse asked(String path, @Nullable String query, FilterChain chain)
            throws ServletException, IOException {
        var response = new MockHttpServletResponse();
        new ReadableRequests(problems).doFilter(request(path, query), response, chain);
        return response;
    }

    private static MockHttpServletRequest request(String path, @Nullable String query) {
        var request = new MockHttpServletRequest("GET", path);
        request.setQueryString(query);
        return request;
    }
}
