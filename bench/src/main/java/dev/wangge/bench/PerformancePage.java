package dev.wangge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * docs/performance.md: a row in its table and a section for each figure, replaced when the figure
 * is measured again. What people wrote around them stays.
 */
final class PerformancePage {
    private final Path file;

    PerformancePage(Path file) {
        this.file = file;
    }

    void put(Figure figure, String when, String command) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(file));
        var start = "| " + figure.name() + " |";
        lines.replaceAll(line -> line.startsWith(start) ? row(figure, when) : line);
        int begin = lines.indexOf("<!-- figure " + figure.name() + " -->");
        int end = lines.indexOf("<!-- /figure " + figure.name() + " -->");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The page has no place for " + figure.name());
        }
        var around = lines.subList(begin + 1, end);
        around.clear();
        around.addAll(section(figure, when, command));
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static String row(Figure figure, String when) {
        return "| %s | %s | %s | **%s** | %s |"
                .formatted(
                        figure.name(), figure.asked(), figure.measured(), figure.verdict(), when);
    }

    private static List<String> section(Figure figure, String when, String command) {
        var section = new ArrayList<String>();
        section.add("");
        section.add("Measured %s by `%s`.".formatted(when, command));
        section.add("");
        section.addAll(figure.table());
        section.add("");
        figure.notes().forEach(note -> section.add("- " + note));
        section.add("");
        return section;
    }
}
