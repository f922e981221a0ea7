package dev.wangge.platform.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies =
            new TrustedProxies(List.of("10.0.0.0/8", "::1", " 192.0.2.7 ", ""));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1 | 1.2.3.4          | 198.51.100.1 | a stranger speaks for nobody",
                "10.1.1.1     | ''               | 10.1.1.1     | a proxy that says nothing",
                "10.1.1.1     | 1.2.3.4          | 1.2.3.4      | a proxy that does",
                "10.1.1.1     | 9.9.9.9, 1.2.3.4 | 1.2.3.4      | what the caller wrote himself is left of it",
                "10.1.1.1     | 1.2.3.4, 10.2.2.2, 192.0.2.7 | 1.2.3.4 | a chain of proxies of ours",
                "10.1.1.1     | 10.2.2.2         | 10.2.2.2     | a proxy asks for itself",
                "10.1.1.1     | evil.example     | 10.1.1.1     | a name is never looked up",
                "10.1.1.1     | 1.2.3.4, unknown | 10.1.1.1     | nothing is read past what is no address",
                "10.1.1.1     | 1.2.3.4:5678     | 1.2.3.4      | with a port",
                "10.1.1.1     | [2001:db8::1]:80 | 2001:db8:0:0:0:0:0:1 | so does IPv6",
                "10.1.1.1     | fe80::1%eth0     | fe80:0:0:0:0:0:0:1   | with a zone",
                "10.1.1.1     | ::ffff:1.2.3.4   | 1.2.3.4      | one address has one spelling",
                "0:0:0:0:0:0:0:1 | 1.2.3.4       | 1.2.3.4      | a trusted one too",
                "10.1.1.1     | 0x7f.1           | 10.1.1.1     | no number games",
                "10.1.1.1     | ,,               | 10.1.1.1     | nor empty places"
            })
    void whereARequestComesFrom(String peer, String forwarded, String origin, String why) {
        assertThat(proxies.origin(peer, List.of(forwarded))).as(why).isEqualTo(origin);
    }

    @Test
    void linesAreReadAsOneList() {
        assertThat(proxies.origin("10.1.1.1", List.of("1.2.3.4", "10.3.3.3"))).isEqualTo("1.2.3.4");
        assertThat(proxies.origin("10.1.1.1", List.of("1.2.3.4", "5.6.7.8"))).isEqualTo("5.6.7.8");
    }

    @Test
    void aListWithoutEndIsReadOnlySoFar() {
        var many = new String[10_000];
        Arrays.fill(many, "10.1.1.1");

        assertThat(proxies.origin("10.1.1.1", List.of("1.2.3.4," + String.join(",", many))))
                .isEqualTo("10.1.1.1");
    }

    @Test
    void whoHasAnIpv6AddressHasTheNetworkAroundIt() {
        assertThat(TrustedProxies.counted("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(TrustedProxies.counted("2001:db8:1:2::1"))
                .isNotEqualTo(TrustedProxies.counted("2001:db8:1:3::1"));
        assertThat(TrustedProxies.counted("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(TrustedProxies.counted("nobody")).isEqualTo("nobody");
    }

    @Test
    void aWrongRangeStopsTheStart() {
        assertThatThrownBy(() -> new TrustedProxies(List.of("10.0.0.0/99")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
