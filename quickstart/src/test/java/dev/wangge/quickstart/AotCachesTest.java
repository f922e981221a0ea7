package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.quickstart.process.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCachesTest {

    @TempDir Path directory;

    @Test
    void aPartWithoutACacheStartsWithout() throws Exception {
        AotCaches caches = new AotCaches(directory, false);
        Path cache = Files.createFile(directory.resolve("gateway.aot"));
        assertThat(caches.options(Part.GATEWAY)).containsExactly("-XX:AOTCache=" + cache);
        assertThat(caches.options(Part.CASE_SERVICE)).isEmpty();
        assertThat(caches.environment()).isEmpty();
        assertThat(caches.patience()).isEqualTo(JavaProgram.PATIENCE);
    }

    @Test
    void aTrainingRunLeavesThemTimeToWrite() {
        AotCaches caches = new AotCaches(directory, true);
        assertThat(caches.options(Part.BROKER))
                .containsExactly(
                        "-XX:AOTCacheOutput=" + directory.resolve("broker.aot"),
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-AOTRecordTraining");
        assertThat(caches.environment()).containsKey("JDK_AOT_VM_OPTIONS");
        assertThat(caches.patience()).isGreaterThan(JavaProgram.PATIENCE);
    }
}
