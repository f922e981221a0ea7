package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wangge.platform.problem.Problem;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** A filter that is spelled wrongly would show everything: it is refused, not ignored. */
class UnknownParameterInterceptorTest {
    private final UnknownParameterInterceptor interceptor = new UnknownParameterInterceptor();

    static final class Handlers {
        void list(
                @RequestParam Optional<String> kind,
                @RequestParam(name = "within") String code,
                @RequestParam List<String> state,
                @RequestParam Optional<Set<String>> tier,
                @RequestParam String[] tag,
                String notAParameter) {}
    }

    static final class Returns {
        void back(@RequestParam MultiValueMap<String, String> sent) {}
    }

    private static HandlerMethod list() {
        return only(new Handlers());
    }

    private static HandlerMethod only(Object handlers) {
        return new HandlerMethod(handlers, handlers.getClass().getDeclaredMethods()[0]);
    }

    private static MockHttpServletRequest asked(String path, String query) {
        var request = new MockHttpServletRequest("GET", path);
        request.setQueryString(query);
        for (var pair : query.split("&", -1)) {
            var ends = pair.split("=", 2);
            request.addParameter(ends[0], ends[1]);
        }
        return request;
    }

    private boolean passes(MockHttpServletRequest request, Object handler) {
        return interceptor.preHandle(request, new MockHttpServletResponse(), handler);
    }

    private Problem refused(String query) {
        return catchThrowableOfType(
                Problem.class, () -> passes(asked("/api/v1/cases", query), list()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=HAZARD",
                "kind=",
                "within=54&kind=X",
                "state=A&state=B",
                "tier=A&tier=B",
                "tag=a&tag=b&tag=c"
            })
    void whatItsHandlerReadsIsPassedOn(String query) {
        assertThat(passes(asked("/api/v1/cases", query), list())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "knid=HAZARD, knid",
        "Kind=HAZARD, Kind",
        "kind=X&code=54, code",
        "notAParameter=1, notAParameter"
    })
    void whatNobodyReadsIsNamedWithWhatIsKnown(String query, String name) {
        var problem = refused(query);
        assertThat(problem.slug()).isEqualTo("unknown-parameter");
        assertThat(problem).hasMessage("Unknown parameter " + name);
        assertThat(problem)
                .extracting("properties")
                .asString()
                .contains("Known: kind, state, tag, tier, within");
    }

    @Test
    void oneThatComesTwiceIsRefusedUnlessAListIsTaken() {
        assertThat(refused("kind=X&kind=Y")).hasMessage("kind is given 2 times; once is enough");
        assertThat(refused("kind=X&kind=X&kind=X"))
                .hasMessage("kind is given 3 times; once is enough");
    }

    /** Message apps add their own to the links they open, and forms say theirs again. */
    @Test
    void aLinkTakesWhateverItIsGiven() {
        assertThat(passes(asked("/l/token", "from=groupmessage&kind=1&kind=2"), list())).isTrue();
        assertThat(passes(asked("/z/token", "isappinstalled=0"), list())).isTrue();
    }

    /** Others add their own to what they send people back with. */
    @Test
    void whoTakesAllOfThemTakesAny() {
        var back = asked("/sign-in/with/sso/back", "code=1&code=2&iss=x&session_state=y");
        assertThat(passes(back, only(new Returns()))).isTrue();
    }

    @Test
    void onlyAQueryToAHandlerOfOursIsLookedAt() throws Exception {
        var form = new MockHttpServletRequest("POST", "/api/v1/cases");
        form.addParameter("of-the-body", "1");
        assertThat(passes(form, list())).isTrue();

        var errorPage = asked("/error", "x=1");
        errorPage.setDispatcherType(DispatcherType.ERROR);
        assertThat(passes(errorPage, list())).isTrue();

        assertThat(passes(asked("/x", "x=1"), new Object())).isTrue();
        var theirs = new HandlerMethod("a text", String.class.getDeclaredMethod("length"));
        assertThat(passes(asked("/x", "x=1"), theirs)).isTrue();
    }
}
