package dev.wangge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Without a mongod on PATH only the search for one can be tested. */
class LocalMongodTest {

    @TempDir Path directory;

    @Test
    void findsMongodOnThePath() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path mongod = Files.createFile(bin.resolve("mongod"));
        String path = empty + ":" + bin;

        assertThat(LocalMongod.onPath(path)).as("not executable").isEmpty();
        Files.setPosixFilePermissions(mongod, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(LocalMongod.onPath(path)).contains(mongod);
        assertThat(LocalMongod.onPath(empty.toString())).isEmpty();
        assertThat(LocalMongod.onPath(null)).isEmpty();
    }

    static boolean mongodOnPath() {
        return LocalMongod.onPath().isPresent();
    }

    @org.junit.jupiter.api.Nested
    @EnabledIf("dev.wangge.local.LocalMongodTest#mongodOnPath")
    class WithMongod {

        Path mongod = directory;

        @BeforeEach
        void find() {
            mongod = LocalMongod.onPath().orElseThrow();
        }

        @Test
        void keepsItsDataAcrossARestartOnAnotherPort() {
            int firstPort;
            try (LocalMongod store = LocalMongod.start(mongod, directory, 0)) {
                firstPort = store.port();
                StoreChecks.insert(store.uri(), "拉乌村");
            }
            assertThat(FreePort.isFree(firstPort)).isTrue();
            try (LocalMongod store = LocalMongod.start(mongod, directory, 0)) {
                StoreChecks.insert(store.uri(), "竹卡村");
                assertThat(StoreChecks.names(store.uri())).containsExactlyInAnyOrder("拉乌村", "竹卡村");
            }
        }

        @Test
        void killedHardLosesNothingAndIsNoticed() throws Exception {
            try (LocalMongod store = LocalMongod.start(mongod, directory, 0)) {
                StoreChecks.insert(store.uri(), "拉乌村");
                ProcessHandle.of(store.pid()).orElseThrow().destroyForcibly();
                store.onExit().get(40, TimeUnit.SECONDS);
                assertThat(store.isAlive()).isFalse();
                try (LocalMongod again = LocalMongod.start(mongod, directory, store.port())) {
                    assertThat(StoreChecks.names(again.uri())).containsExactly("拉乌村");
                }
            }
        }

        @Test
        void endsWhenItsParentIsKilledAndStartsAgainAtOnce() throws Exception {
            Path pidFile = directory.resolve("pid");
            Process parent =
                    ChildJvm.of(
                            MongodParent.class,
                            Map.of(),
                            mongod.toString(),
                            directory.resolve("data").toString(),
                            pidFile.toString());
            try {
                await().atMost(Duration.ofSeconds(40)).until(() -> Files.exists(pidFile));
            } finally {
                parent.destroyForcibly().waitFor();
            }
            List<String> pidAndUri = Files.readAllLines(pidFile);
            // At once: the first mongod may still be stopping.
            try (LocalMongod again = LocalMongod.start(mongod, directory.resolve("data"), 0)) {
                // It has let go of its files; the rest of its end may take another moment.
                long first = Long.parseLong(pidAndUri.getFirst());
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> ProcessHandle.of(first).isEmpty());
                assertThat(StoreChecks.names(again.uri())).containsExactly("库孜村");
            }
        }

        @Test
        void saysWhyItDidNotStart() throws Exception {
            Files.createFile(directory.resolve("file"));
            assertThatThrownBy(() -> LocalMongod.start(mongod, directory.resolve("file"), 0))
                    .isInstanceOf(LocalStartFailed.class);
            Files.writeString(directory.resolve("storage.bson"), "not a database");
            assertThatThrownBy(() -> LocalMongod.start(mongod, directory, 0))
                    .isInstanceOf(LocalStartFailed.class)
                    .hasMessageContaining("mongod ended while it was starting")
                    .hasMessageContaining("storage engine metadata file");
        }

        @Test
        void namesAPortInUse() throws Exception {
            try (ServerSocket taken = new ServerSocket()) {
                taken.bind(new InetSocketAddress(FreePort.loopback(), 0));
                assertThatThrownBy(() -> LocalMongod.start(mongod, directory, taken.getLocalPort()))
                        .isInstanceOf(LocalStartFailed.class)
                        .hasMessageContaining("Port " + taken.getLocalPort());
            }
        }
    }

    /** Starts a mongod, writes to it, tells its pid and waits to be killed. */
    static final class MongodParent {

        public static void main(String[] arguments) throws Exception {
            LocalMongod store = LocalMongod.start(Path.of(arguments[0]), Path.of(arguments[1]), 0);
            StoreChecks.insert(store.uri(), "库孜村");
            Path told = Path.of(arguments[2]);
            Path draft = told.resolveSibling("pid.draft");
            Files.writeString(draft, store.pid() + "\n" + store.uri());
            Files.move(draft, told);
            store.onExit().join();
        }
    }
}
