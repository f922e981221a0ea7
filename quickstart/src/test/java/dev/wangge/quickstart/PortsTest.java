package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.local.FreePort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void zeroTakesAFreeOneThatNoOtherPartHas() {
        int fixed = FreePort.find();
        Map<Part, Integer> ports =
                Ports.take(Map.of(Part.GATEWAY, fixed, Part.BROKER, 0, Part.SIMULATOR, 0));
        assertThat(ports).containsEntry(Part.GATEWAY, fixed);
        assertThat(ports.values()).doesNotHaveDuplicates().allMatch(port -> port > 0);
    }

    @Test
    void aPortInUseIsNamedWithItsVariable() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            assertThatThrownBy(() -> Ports.take(Map.of(Part.NOTIFY_SERVICE, taken.getLocalPort())))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " for notify-service")
                    .hasMessageContaining("NOTIFY_SERVICE_PORT");
        }
    }
}
