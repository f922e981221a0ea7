package dev.wangge.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** RFC 6238, appendix B. */
    private static final String SECRET =
            new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"-60, false", "-30, true", "0, true", "30, true", "60, false"})
    void aClockMayBeAStepOff(long seconds, boolean right) {
        var now = Instant.ofEpochSecond(1_111_111_109L);
        var step = Totp.step(SECRET, "081804", now.plusSeconds(seconds));

        assertThat(step.isPresent()).isEqualTo(right);
    }

    @Test
    void anAuthenticatorReadsWhoseItIs() {
        assertThat(Totp.uri("ABC", "zhuoma", "Wangge 网格"))
                .isEqualTo(
                        "otpauth://totp/Wangge%20%E7%BD%91%E6%A0%BC:zhuoma?secret=ABC&issuer=Wangge%20%E7%BD%91%E6%A0%BC");
        assertThat(new Base32().decode(Totp.newSecret())).hasSize(20);
    }
}
