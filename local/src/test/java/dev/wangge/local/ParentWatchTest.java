package dev.wangge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentWatchTest {

    @TempDir Path directory;

    @Test
    void noticesTheEndOfTheParent() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Process parent = new ProcessBuilder("sleep", "600").start();
        ParentWatch.watch(Long.toString(parent.pid()), gone::countDown);
        assertThat(gone.getCount()).isEqualTo(1);
        parent.destroyForcibly();
        assertThat(gone.await(40, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noticesAParentThatIsGoneAlready() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Process parent = new ProcessBuilder("true").start();
        parent.waitFor();
        ParentWatch.watch(Long.toString(parent.pid()), gone::countDown);
        assertThat(gone.await(40, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aChildEndsWithTheProcessItWasToldToWatch() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        int port = FreePort.find();
        Process store =
                ChildJvm.of(
                        EmbeddedStore.class,
                        Map.of(ParentWatch.VARIABLE, Long.toString(parent.pid())),
                        directory.toString(),
                        Integer.toString(port));
        try {
            ChildJvm.awaitListening(port, store);
            parent.destroyForcibly();
            assertThat(store.waitFor(40, TimeUnit.SECONDS)).isTrue();
        } finally {
            parent.destroyForcibly();
            store.destroyForcibly();
        }
    }
}
