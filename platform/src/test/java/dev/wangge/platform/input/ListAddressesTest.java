package dev.wangge.platform.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.problem.Problems;
import dev.wangge.platform.web.Page;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A page says where the next one is, and that address leads to its place in the same list. */
class ListAddressesTest {
    private static final String AS_OF = "2026-11-30T05:00:00.000Z";

    private record Answered(@Nullable Object body, @Nullable String link) {
        Page<?> page() {
            return (Page<?>) Objects.requireNonNull(body);
        }

        String next() {
            return Objects.requireNonNull(link).replaceFirst("<(.*)>; rel=\"next\"", "$1");
        }
    }

    private static Answered answered(Object body, String path, @Nullable String query) {
        var request = new MockHttpServletRequest("GET", path);
        request.setQueryString(query);
        var response = new ServletServerHttpResponse(new MockHttpServletResponse());
        var told =
                new NextPage()
                        .beforeBodyWrite(
                                body,
                                new MethodParameter(Object.class.getMethods()[0], -1),
                                MediaType.APPLICATION_JSON,
                                JacksonJsonHttpMessageConverter.class,
                                new ServletServerHttpRequest(request),
                                response);
        return new Answered(told, response.getHeaders().getFirst("Link"));
    }

    private static Page<String> page(@Nullable String next) {
        return new Page<>(List.of("a"), next, AS_OF);
    }

    /** What the handler is given as its cursor; or how it was refused. */
    private static String place(String address) throws Exception {
        var uri = new URI(address);
        return place("GET", uri.getRawPath(), uri.getRawQuery());
    }

    private static String place(String method, String path, @Nullable String query)
            throws Exception {
        var request = new MockHttpServletRequest(method, path);
        request.setQueryString(query);
        var response = new MockHttpServletResponse();
        var seen = new StringBuilder();
        new BoundCursors(new Problems())
                .doFilter(
                        request,
                        response,
                        (passed, _) -> {
                            seen.append(passed.getParameter("cursor"));
                            if (passed.getParameter("cursor") != null) {
                                assertThat(passed.getParameterValues("cursor"))
                                        .containsExactly(passed.getParameter("cursor"));
                                assertThat(passed.getParameterMap().get("cursor"))
                                        .containsExactly(passed.getParameter("cursor"));
                            }
                        });
        return response.getStatus() == 200 ? seen.toString() : "" + response.getStatus();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/api/v1/cases, -",
                "/api/v1/cases, limit=2",
                "/api/v1/cases, kind=HAZARD&limit=2&sort=-reportedAt",
                "/api/v1/cases, q=%E6%8B%89%E4%B9%8C&empty=",
                "/api/v1/cases, a&b=&&c=1",
                "/api/v1/grids/%E6%8B%89/cases, within=540328",
            })
    void theNextPagesAddressLeadsToItsPlace(String path, @Nullable String query) throws Exception {
        var first = answered(page("MTIz"), path, query);

        assertThat(first.next()).startsWith(path + "?");
        assertThat(place(first.next())).isEqualTo("MTIz");
        // And so from page to page: the cursor before is not kept.
        var second = new URI(first.next());
        var next = answered(page("NDU2"), second.getRawPath(), second.getRawQuery());
        assertThat(place(next.next())).isEqualTo("NDU2");
        assertThat(next.next()).containsOnlyOnce("cursor=");
    }

    @Test
    void theBodySaysTheSameCursorAsTheLink() throws URISyntaxException {
        var first = answered(page("MTIz"), "/api/v1/cases", "limit=2");

        assertThat(first.page().items()).isEqualTo(List.of("a"));
        assertThat(first.page().asOf()).isEqualTo(AS_OF);
        assertThat(new URI(first.next()).getRawQuery())
                .isEqualTo("limit=2&cursor=" + first.page().next());
    }

    @Test
    void theLastPageHasNoNextAndOtherAnswersAreNoPages() {
        assertThat(answered(page(null), "/api/v1/cases", null).link()).isNull();
        var other = answered("text", "/api/v1/cases", null);
        assertThat(other.link()).isNull();
        assertThat(other.body()).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor=", "cursor=x", "cursor=.x", "cursor=%FF", "cursor"})
    void whatIsNoCursorOfThisListIsRefused(String query) throws Exception {
        assertThat(place("GET", "/api/v1/cases", query)).isEqualTo("400");
    }

    /** How many are shown may change from page to page; what is shown may not. */
    @Test
    void howManyAreAskedForMayChangeAndFiltersMayNot() throws Exception {
        var next = answered(page("MTIz"), "/a", "kind=X&limit=2").next();

        assertThat(place(next.replace("limit=2", "limit=9"))).isEqualTo("MTIz");
        assertThat(place(next.replace("kind=X", "kind=Y"))).isEqualTo("400");
        assertThat(place(next.replace("/a?", "/b?"))).isEqualTo("400");
        assertThat(place(next + "&more=1")).isEqualTo("400");
    }

    @Test
    void onlyAListIsLookedAt() throws Exception {
        assertThat(place(HttpMethod.POST.name(), "/a", "cursor=x")).isEqualTo("null");
        assertThat(place("GET", "/a", "kind=X")).isEqualTo("null");
        assertThat(place("GET", "/a", null)).isEqualTo("null");
        // Refused for its coming twice, behind.
        assertThat(place("GET", "/a", "cursor=x&cursor=y")).isEqualTo("null");
    }
}
