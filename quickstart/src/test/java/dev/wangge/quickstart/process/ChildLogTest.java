package dev.wangge.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLogTest {

    @TempDir Path directory;

    @Test
    void appendsAndNeverTakesMoreThanTwiceItsLimit() throws Exception {
        Path file = directory.resolve("child.log");
        ChildLog log = new ChildLog(file, 100);
        for (int line = 1; line <= 50; line++) {
            byte[] text = "line %02d\n".formatted(line).getBytes(StandardCharsets.UTF_8);
            log.append(text, text.length);
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(100);
        assertThat(Files.size(directory.resolve("child.log.1"))).isLessThanOrEqualTo(100);
        assertThat(ChildLog.tail(file, 2)).containsExactly("line 49", "line 50");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aLogThatIsNotThereHasNoLines() {
        assertThat(ChildLog.tail(directory.resolve("nothing.log"), 10)).isEmpty();
    }
}
