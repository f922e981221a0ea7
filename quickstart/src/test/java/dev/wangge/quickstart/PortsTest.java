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
    void servicesSayHowTheyAreAThousandAboveOrWhereThereIsRoom() throws Exception {
        int gateway = FreePort.find();
        int cases = FreePort.find();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), cases + 1000));
            Map<Part, Integer> wanted =
                    Map.of(
                            Part.GATEWAY, gateway,
                            Part.CASE_SERVICE, cases,
                            Part.GRID_SERVICE, 0,
                            Part.NOTIFY_SERVICE, 65_000,
                            Part.SIMULATOR, 8090,
                            Part.BROKER, 9092);
            Map<Part, Integer> management = Ports.management(wanted, wanted);
            assertThat(management)
                    .containsOnlyKeys(
                            Part.GATEWAY, Part.CASE_SERVICE, Part.GRID_SERVICE, Part.NOTIFY_SERVICE)
                    .containsEntry(Part.GATEWAY, gateway + 1000);
            assertThat(management.get(Part.CASE_SERVICE)).isNotEqualTo(cases + 1000);
            assertThat(management.values())
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(wanted.values())
                    .allMatch(port -> port > 0 && port <= 65_535);
        }
    }

    @Test
    void whatAnotherPartHasIsNotTaken() {
        Map<Part, Integer> wanted = Map.of(Part.GATEWAY, 8092, Part.BROKER, 9092);
        assertThat(Ports.management(wanted, wanted).values()).doesNotContain(9092);
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
