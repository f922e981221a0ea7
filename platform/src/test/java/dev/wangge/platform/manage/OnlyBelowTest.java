package dev.wangge.platform.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OnlyBelowTest {
    /** The port that says how a service is serves nothing else: no tokens, no pages. */
    @ParameterizedTest
    @CsvSource({
        "/actuator, true",
        "/actuator/health, true",
        "/actuator/prometheus, true",
        "/actuators, false",
        "/oauth2/token, false",
        "/api/v1/cases, false",
        "/x/actuator, false",
        "/, false",
        "'', false"
    })
    void nothingElseIsServedThere(String path, boolean served) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        var response = new MockHttpServletResponse();
        var passed = new ArrayList<Object>();

        new OnlyBelow("/actuator").doFilter(request, response, (it, _) -> passed.add(it));

        assertThat(passed).hasSize(served ? 1 : 0);
        assertThat(response.getStatus()).isEqualTo(served ? 200 : 404);
        assertThat(response.getContentAsByteArray()).isEmpty();
    }
}
