package dev.wangge.simulator.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Acs3SignatureTest {

    // The worked example of Aliyun's own page on the V3 signature.
    @Test
    void equalsTheVendorsWorkedExample() {
        Map<String, String> headers =
                Map.of(
                        "host", "ecs.cn-shanghai.aliyuncs.com",
                        "x-acs-action", "RunInstances",
                        "x-acs-content-sha256",
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        "x-acs-date", "2023-10-26T10:22:32Z",
                        "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
                        "x-acs-version", "2014-05-26");
        RpcCall call =
                new RpcCall(
                        "POST",
                        Map.of(
                                "ImageId",
                                "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
                                "RegionId",
                                "cn-shanghai"),
                        Map.of(),
                        headers,
                        Acs3Signature.sha256("".getBytes(StandardCharsets.UTF_8)));

        assertThat(
                        Acs3Signature.of(
                                call,
                                List.of(
                                        "host",
                                        "x-acs-action",
                                        "x-acs-content-sha256",
                                        "x-acs-date",
                                        "x-acs-signature-nonce",
                                        "x-acs-version"),
                                "YourAccessKeySecret"))
                .isEqualTo("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    }
}
