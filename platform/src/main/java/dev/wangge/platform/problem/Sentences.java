package dev.wangge.platform.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences that callers are told, in three languages. The sources say them in English, and by that
 * they are known here, whatever stands in them at the moment: whoever refuses something says why
 * once, and need not know who asks.
 */
final class Sentences {
    /** A sentence may stand in another, as what was wrong with a line does; not without end. */
    private static final int DEEPEST = 3;

    private static final Pattern SLOT = Pattern.compile("\\{(\\d)}");

    static final Sentences KNOWN = read();

    private final Map<String, Sentence> whole = new HashMap<>();
    private final List<Sentence> withSlots = new ArrayList<>();

    /** One sentence, as its English is recognised, and as it is said. */
    private record Sentence(String en, Pattern recognised, String zh, String bo) {
        String in(String language) {
            return language.equals("bo") ? bo : zh;
        }

        int words() {
            return SLOT.matcher(en).replaceAll("").length();
        }
    }

    private Sentences() {}

    /**
     * A message in zh or bo.
     *
     * @param message in English, as the sources say it
     * @return empty when nobody has said it in that language
     */
    Optional<String> in(String language, String message) {
        return in(language, message, DEEPEST);
    }

    private Optional<String> in(String language, String message, int depth) {
        var known = whole.get(message);
        if (known != null) {
            return Optional.of(known.in(language));
        }
        for (var sentence : withSlots) {
            var match = sentence.recognised().matcher(message);
            if (match.matches()) {
                return Optional.of(
                        SLOT.matcher(sentence.in(language))
                                .replaceAll(slot ->
                                        Matcher.quoteReplacement(
                                                inner(
                                                        language,
                                                        match.group("p" + slot.group(1)),
                                                        depth))));
            }
        }
        return Optional.empty();
    }

    private String inner(String language, String part, int depth) {
        return depth == 0 ? part : in(language, part, depth - 1).orElse(part);
    }

    private static Sentences read() {
        try (var file =
                Objects.requireNonNull(Sentences.class.getResourceAsStream("sentences.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var read = new Sentences();
            for (var block : text.split("\\R{2,}", -1)) {
                read.add(block.lines().filter(line -> !line.startsWith("#")).toList());
            }
            // The more of its own words a sentence has, the less it is another.
            read.withSlots.sort(Comparator.comparingInt(Sentence::words).reversed());
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (lines.size() != 3) {
            throw new IllegalStateException("A sentence has three lines: " + lines);
        }
        var en = lines.getFirst();
        var sentence = new Sentence(en, recognising(en), lines.get(1), lines.get(2));
        whole.put(en, sentence);
        if (SLOT.matcher(en).find()) {
            withSlots.add(sentence);
        }
    }

    private static Pattern recognising(String en) {
        var pattern = new StringBuilder();
        int from = 0;
        for (var slot = SLOT.matcher(en); slot.find(); from = slot.end()) {
            pattern.append(Pattern.quote(en.substring(from, slot.start())))
                    .append("(?<p")
                    .append(slot.group(1))
                    .append(">.*?)");
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(en.substring(from))).toString(), Pattern.DOTALL);
    }
}
