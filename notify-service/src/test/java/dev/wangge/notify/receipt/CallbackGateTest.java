package dev.wangge.notify.receipt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallbackGateTest {
    @ParameterizedTest
    @CsvSource({
        "secret, 10.1.2.3, true",
        "secret, 192.0.2.7, true",
        "secret, 192.0.2.8, false",
        "secret, 11.1.2.3, false",
        "Secret, 10.1.2.3, false",
        "'', 10.1.2.3, false"
    })
    void onlyWhoKnowsTheAddressAndComesFromAKnownPlaceIsLetIn(
            String token, String from, boolean letIn) {
        var gate =
                new CallbackGate(new ReceiptSettings("secret", List.of("10.0.0.0/8", "192.0.2.7")));

        if (letIn) {
            assertThatCode(() -> gate.check(token, from(from))).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> gate.check(token, from(from))).isInstanceOf(Problem.class);
        }
    }

    @Test
    void withoutASecretNobodyIsLetInAndWithoutPlacesWhoeverKnowsIt() {
        var closed = new CallbackGate(new ReceiptSettings(" ", List.of()));
        var open = new CallbackGate(new ReceiptSettings("secret", List.of()));

        assertThatThrownBy(() -> closed.check(" ", from("10.1.2.3"))).isInstanceOf(Problem.class);
        assertThatCode(() -> open.check("secret", from("192.0.2.8"))).doesNotThrowAnyException();
    }

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
