package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.simulator.SimulatorSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SignatureCheckTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Map<String, String> QUERY = Map.of("PhoneNumbers", "13989051234");
    private static final String NO_BODY = Acs3Signature.sha256("".getBytes(StandardCharsets.UTF_8));

    private final SignatureCheck check =
            new SignatureCheck(
                    new Binder(new MapConfigurationPropertySource(Map.of()))
                            .bindOrCreate("s", Bindable.of(SimulatorSettings.class)));

    @Test
    void aReplayIsRefused() {
        RpcCall call = signed("nonce-1");

        assertThatCode(() -> check.check(call, NOON)).doesNotThrowAnyException();
        assertRefused(call, "SignatureNonceUsed");
        assertThatCode(() -> check.check(signed("nonce-2"), NOON)).doesNotThrowAnyException();
    }

    @Test
    void anotherNumberUnderTheSameSignatureIsRefused() {
        RpcCall call = signed("nonce");

        assertRefused(
                new RpcCall(
                        call.method(),
                        Map.of("PhoneNumbers", "13989054321"),
                        Map.of(),
                        call.headers(),
                        NO_BODY),
                "SignatureDoesNotMatch");
    }

    @Test
    void anotherBodyUnderTheSameSignatureIsRefused() {
        RpcCall call = signed("nonce");
        String otherBody = Acs3Signature.sha256("OutId=1".getBytes(StandardCharsets.UTF_8));

        assertRefused(
                new RpcCall(call.method(), QUERY, Map.of(), call.headers(), otherBody),
                "SignatureDoesNotMatch");
    }

    @Test
    void aHeaderThatWasNotSignedIsRefused() {
        RpcCall call = signed("nonce");
        Map<String, String> headers = new TreeMap<>(call.headers());
        headers.put("x-acs-security-token", "slipped in");

        assertRefused(
                new RpcCall(call.method(), QUERY, Map.of(), headers, NO_BODY),
                "IncompleteSignature");
    }

    @Test
    void aCallWithoutASignatureIsRefused() {
        Map<String, String> headers = new TreeMap<>(signed("nonce").headers());
        headers.remove("authorization");

        assertRefused(new RpcCall("POST", QUERY, Map.of(), headers, NO_BODY), "MissingAccessKeyId");
    }

    private void assertRefused(RpcCall call, String code) {
        assertThatThrownBy(() -> check.check(call, NOON))
                .isInstanceOfSatisfying(
                        AliyunRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static RpcCall signed(String nonce) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("host", "127.0.0.1:8090");
        headers.put("x-acs-action", "SendSms");
        headers.put("x-acs-date", "2026-11-24T03:50:00Z");
        headers.put("x-acs-signature-nonce", nonce);
        headers.put("x-acs-version", "2017-05-25");
        List<String> names = List.copyOf(headers.keySet());
        String signature =
                Acs3Signature.of(
                        new RpcCall("POST", QUERY, Map.of(), headers, NO_BODY),
                        names,
                        "wangge-quickstart-secret");
        headers.put(
                "authorization",
                "ACS3-HMAC-SHA256 Credential=wangge-quickstart,SignedHeaders=%s,Signature=%s"
                        .formatted(String.join(";", names), signature));
        return new RpcCall("POST", QUERY, Map.of(), headers, NO_BODY);
    }
}
