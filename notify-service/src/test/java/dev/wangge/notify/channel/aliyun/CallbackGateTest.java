package dev.wangge.notify.channel.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.platform.door.Gate;
import dev.wangge.platform.door.Gate.Granted;
import dev.wangge.platform.door.Gate.NotMine;
import dev.wangge.platform.door.Gate.Refused;
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

        assertThat(isLetIn(gate, token, from)).isEqualTo(letIn);
    }

    @Test
    void withoutASecretNobodyIsLetInAndWithoutPlacesWhoeverKnowsIt() {
        var closed = new CallbackGate(new ReceiptSettings(" ", List.of()));
        var open = new CallbackGate(new ReceiptSettings("secret", List.of()));

        assertThat(isLetIn(closed, " ", "10.1.2.3")).isFalse();
        assertThat(isLetIn(closed, "", "10.1.2.3")).isFalse();
        assertThat(isLetIn(open, "secret", "192.0.2.8")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/callbacks/aliyun-sms/secret/replies, true",
        "/callbacks/aliyun-sms/secretx/replies, false",
        "/callbacks/aliyun-sms/x/secret, false",
        "/callbacks/aliyun-sms/, false"
    })
    void theSecretIsThePartAfterTheProvider(String path, boolean letIn) {
        var gate = new CallbackGate(new ReceiptSettings("secret", List.of()));

        assertThat(gate.look(path, from("10.1.2.3")) instanceof Granted).isEqualTo(letIn);
    }

    @Test
    void otherAddressesAreNotItsBusiness() {
        var gate = new CallbackGate(new ReceiptSettings("secret", List.of()));

        assertThat(gate.look("/a/secret", from("10.1.2.3"))).isInstanceOf(NotMine.class);
    }

    private static boolean isLetIn(CallbackGate gate, String token, String from) {
        return switch (gate.look("/callbacks/aliyun-sms/" + token, from(from))) {
            case Granted _ -> true;
            case Refused(var why) -> !why.slug().equals("not-found");
            case Gate.Stranger _, Gate.Unsettled _, NotMine _ -> throw new AssertionError();
        };
    }

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
