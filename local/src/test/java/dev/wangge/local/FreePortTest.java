package dev.wangge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void isNoneThatASystemGivesToWhoAsksForAny() throws Exception {
        for (int i = 0; i < 100; i++) {
            int port = FreePort.find();
            assertThat(port).isBetween(1_024, 32_767);
            try (ServerSocket server = new ServerSocket()) {
                server.bind(new InetSocketAddress(FreePort.loopback(), port));
                assertThat(FreePort.isFree(port)).isFalse();
            }
        }
    }
}
