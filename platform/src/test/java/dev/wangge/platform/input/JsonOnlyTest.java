package dev.wangge.platform.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problems;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

class JsonOnlyTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private final JsonOnly jsonOnly = new JsonOnly();

    static final class Handlers {
        @PostMapping("/cases")
        void json() {}

        @PostMapping(value = "/divisions:import", consumes = "text/csv")
        void csv() {}

        void unmapped() {}
    }

    private static MockHttpServletRequest post(@Nullable String contentType) {
        var request = new MockHttpServletRequest("POST", "/x");
        request.setContent(BODY);
        if (contentType != null) {
            request.addHeader("Content-Type", contentType);
        }
        return request;
    }

    private static HandlerMethod handler(String name) throws NoSuchMethodException {
        return new HandlerMethod(new Handlers(), Handlers.class.getDeclaredMethod(name));
    }

    private void passes(MockHttpServletRequest request, Object handler) {
        assertThat(jsonOnly.preHandle(request, new MockHttpServletResponse(), handler)).isTrue();
    }

    private Problem refused(MockHttpServletRequest request, Object handler) {
        return catchThrowableOfType(
                Problem.class,
                () -> jsonOnly.preHandle(request, new MockHttpServletResponse(), handler));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=UTF-8",
                "application/json; charset=\"utf-8\"",
                "application/merge-patch+json",
                "application/cloudevents+json",
                " "
            })
    void jsonInUtf8IsTaken(String contentType) throws Exception {
        passes(post(contentType), handler("json"));
    }

    @Test
    void whatDoesNotSayWhatItIsCountsAsJson() throws Exception {
        passes(post(null), handler("json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/jsonx",
                "application/x-www-form-urlencoded",
                "application/json;charset=GB18030",
                "json",
                "*/*",
                "application/json;charset=none"
            })
    void anythingElseIsNot(String contentType) throws Exception {
        var problem = refused(post(contentType), handler("json"));
        assertThat(problem.slug()).isEqualTo("unsupported-media-type");
        assertThat(problem).hasMessage("Send JSON in UTF-8, as application/json");
    }

    @Test
    void aHandlerThatSaysWhatElseItTakesIsGivenThat() throws Exception {
        passes(post("text/csv;charset=GB18030"), handler("csv"));
        assertThat(refused(post("text/csv"), handler("unmapped"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "gzip, identity", "x"})
    void nobodyReadsPackedBodies(String encoding) throws Exception {
        for (var name : new String[] {"json", "csv"}) {
            var request = post("application/json");
            request.addHeader("Content-Encoding", encoding);
            var problem = refused(request, handler(name));
            assertThat(problem.slug()).isEqualTo("unsupported-media-type");
            var response = new MockHttpServletResponse();
            new Problems().write(problem, request, response);
            assertThat(Objects.requireNonNull(response.getHeader("Accept-Encoding")))
                    .isEqualTo("identity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "IDENTITY", "", " "})
    void aBodyThatIsNotPackedMaySaySo(String encoding) throws Exception {
        var request = post("application/json");
        request.addHeader("Content-Encoding", encoding);
        passes(request, handler("json"));
    }

    @Test
    void aBodyOfUnknownLengthIsOneToo() throws Exception {
        var chunked = new MockHttpServletRequest("PUT", "/x");
        chunked.addHeader("Transfer-Encoding", "chunked");
        chunked.addHeader("Content-Type", "text/plain");
        assertThat(refused(chunked, handler("json"))).isNotNull();
    }

    @Test
    void whereThereIsNoBodyItsTypeIsOfNoConcern() throws Exception {
        var empty = new MockHttpServletRequest("POST", "/x");
        empty.addHeader("Content-Type", "text/plain");
        passes(empty, handler("json"));

        var get = post("text/plain");
        get.setMethod("GET");
        passes(get, handler("json"));

        var errorPage = post("text/plain");
        errorPage.setDispatcherType(DispatcherType.ERROR);
        passes(errorPage, handler("json"));
    }

    @Test
    void handlersOfOthersLookAfterThemselves() throws Exception {
        passes(post("text/plain"), new Object());
        passes(
                post("text/plain"),
                new HandlerMethod("a text", String.class.getDeclaredMethod("length")));
        assertThatThrownBy(() ->
                        jsonOnly.preHandle(
                                post("text/plain"), new MockHttpServletResponse(), handler("json")))
                .isInstanceOf(Problem.class);
    }
}
