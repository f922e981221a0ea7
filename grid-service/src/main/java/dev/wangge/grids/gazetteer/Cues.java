package dev.wangge.grids.gazetteer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The words of cues.txt, by section. */
final class Cues {
    private static final Map<String, List<String>> SECTIONS = read();

    private Cues() {}

    static WordList of(String section) {
        return new WordList(Objects.requireNonNull(SECTIONS.get(section), section));
    }

    private static Map<String, List<String>> read() {
        var sections = new HashMap<String, List<String>>();
        List<String> words = new ArrayList<>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(Cues.class.getResourceAsStream("cues.txt")),
                                StandardCharsets.UTF_8))) {
            for (var line : lines.lines().toList()) {
                if (line.startsWith("[")) {
                    words = new ArrayList<>();
                    sections.put(line.substring(1, line.length() - 1), words);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    words.addAll(List.of(line.split(" ", -1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }
}
