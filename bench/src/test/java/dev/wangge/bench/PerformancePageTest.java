package dev.wangge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {
    private static final Figure LOCATE =
            new Figure(
                    "locate", "Locate", "≥ 2/s", "3/s", true, List.of("| a |"), List.of("A note."));

    @Test
    void replacesItsOwnAndLeavesTheRest(@TempDir Path directory) throws Exception {
        var file = directory.resolve("performance.md");
        Files.writeString(
                file,
                """
                By hand.
                | locate | old |
                | start | kept |
                <!-- figure locate -->
                old
                <!-- /figure locate -->
                Also by hand.
                """);
        var page = new PerformancePage(file);
        page.put(LOCATE, "first", "mvn first");
        page.put(LOCATE, "today", "mvn verify");
        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        By hand.
                        | locate | ≥ 2/s | 3/s | **met** | today |
                        | start | kept |
                        <!-- figure locate -->

                        Measured today by `mvn verify`.

                        | a |

                        - A note.

                        <!-- /figure locate -->
                        Also by hand.
                        """);
    }

    @Test
    void theMiddleOfSeveralRuns() {
        assertThat(Medians.of(List.of(3.0, 1.0, 100.0))).isEqualTo(3);
        assertThat(Medians.of(List.of(3.0, 1.0))).isEqualTo(2);
        assertThat(Medians.shown("%.0f", List.of(3.0, 1.0, 100.0))).isEqualTo("3 (1–100)");
    }
}
