package dev.wangge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFingerprintTest {

    @TempDir Path directory;

    @Test
    void isCurrentUntilWhatItWasMadeFromChanges() throws Exception {
        Path jar = Files.writeString(directory.resolve("one.jar"), "one");
        assertThat(stamp(jar).isCurrent()).isFalse();
        stamp(jar).write();
        assertThat(stamp(jar).isCurrent()).isTrue();

        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertThat(stamp(jar).isCurrent()).isFalse();
        stamp(jar).write();
        Path other = Files.writeString(directory.resolve("two.jar"), "two");
        assertThat(stamp(jar, other).isCurrent()).isFalse();
    }

    private BuildFingerprint stamp(Path... jars) throws Exception {
        return BuildFingerprint.of(directory.resolve("made-from"), List.of(jars));
    }
}
