package dev.wangge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {

    @TempDir Path directory;

    @Test
    void keepsItsDataAcrossARestart() {
        try (EmbeddedStore store = EmbeddedStore.start(directory, 0)) {
            StoreChecks.insert(store.uri(), "拉乌村");
        }
        try (EmbeddedStore store = EmbeddedStore.start(directory, 0)) {
            StoreChecks.insert(store.uri(), "竹卡村");
            assertThat(StoreChecks.names(store.uri())).containsExactlyInAnyOrder("拉乌村", "竹卡村");
        }
    }

    @Test
    void namesAPortInUseAndLetsGoOfItsFile() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(FreePort.loopback(), 0));
            assertThatThrownBy(() -> EmbeddedStore.start(directory, taken.getLocalPort()))
                    .isInstanceOf(LocalStartFailed.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
        try (EmbeddedStore store = EmbeddedStore.start(directory, 0)) {
            assertThat(StoreChecks.names(store.uri())).isEmpty();
        }
    }

    @Test
    void refusesASecondOneOnTheSameFile() {
        try (EmbeddedStore store = EmbeddedStore.start(directory, 0)) {
            assertThat(store.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedStore.start(directory, 0))
                    .isInstanceOf(LocalStartFailed.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void killedHardKeepsWhatItCommitted() throws Exception {
        int port = FreePort.find();
        Process store = ChildJvm.of(EmbeddedStore.class, directory, port);
        try {
            ChildJvm.awaitListening(port, store);
            Path file = directory.resolve("store.mv");
            StoreChecks.insert("mongodb://127.0.0.1:" + port, "拉乌村");
            // The commit of that insert has reached the file when its name can be read there.
            await().atMost(Duration.ofSeconds(40))
                    .until(() ->
                            new String(
                                            Files.readAllBytes(file),
                                            java.nio.charset.StandardCharsets.UTF_8)
                                    .contains("拉乌村"));
        } finally {
            store.destroyForcibly().waitFor();
        }
        try (EmbeddedStore again = EmbeddedStore.start(directory, 0)) {
            assertThat(StoreChecks.names(again.uri())).containsExactly("拉乌村");
        }
    }

    @Test
    void stopsInGoodOrderWhenAsked() throws Exception {
        int port = FreePort.find();
        Process store = ChildJvm.of(EmbeddedStore.class, directory, port);
        try {
            ChildJvm.awaitListening(port, store);
            StoreChecks.insert("mongodb://127.0.0.1:" + port, "竹卡村");
        } finally {
            store.destroy();
            assertThat(store.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }
        try (EmbeddedStore again = EmbeddedStore.start(directory, 0)) {
            assertThat(StoreChecks.names(again.uri())).containsExactly("竹卡村");
        }
    }
}
