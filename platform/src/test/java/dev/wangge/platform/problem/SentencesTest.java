package dev.wangge.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said in English is recognised, whatever stands in it, and said in zh and bo. */
class SentencesTest {
    private static final Pattern SLOT = Pattern.compile("\\{\\d}");

    private static String zh(String english) {
        return Sentences.KNOWN.in("zh", english).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A bearer token is required                        | 需要访问令牌
                    A HAZARD is handled with evidence                 | 处置HAZARD须附凭证
                    A body may have at most 8 MiB here                | 此处正文最多8MiB
                    A case holds at most 5000 facts                   | 一个事件最多5000facts
                    """)
    void whatStandsInASentenceStaysAsItIs(String english, String chinese) {
        assertThat(zh(english)).isEqualTo(chinese);
    }

    @Test
    void theOrderOfWhatStandsInItIsTheLanguagesOwn() {
        assertThat(Sentences.KNOWN.in("bo", "A case holds at most 20 photos"))
                .contains("དོན་རྐྱེན་གཅིག་ལ་photos20ལས་བརྒལ་མི་ཆོག");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Nobody says so", "a bearer token is asked for", "A bearer"})
    void whatNobodySaysIsNotGuessedAt(String english) {
        assertThat(Sentences.KNOWN.in("zh", english)).isEmpty();
        assertThat(Sentences.KNOWN.in("bo", english)).isEmpty();
    }

    /** A caller's own text stands in many: neither a pattern nor a replacement. */
    @ParameterizedTest
    @ValueSource(strings = {"$1", "\\", "${p0}", "{0}", "(a|b)*", "a\nb", "\\E", "བོད", ""})
    void aCallersTextIsNoPattern(String text) {
        assertThat(zh("A " + text + " is handled with evidence")).isEqualTo("处置" + text + "须附凭证");
    }

    @Test
    void aSentenceInAnotherIsSaidTooButNotWithoutEnd() {
        var innermost = "A bearer token is required";
        assertThat(zh("A " + innermost + " is handled with evidence")).isEqualTo("处置需要访问令牌须附凭证");

        var deep = innermost;
        for (int i = 0; i < 50; i++) {
            deep = "A " + deep + " is handled with evidence";
        }
        assertThat(zh(deep)).startsWith("处置处置").contains("A A A ").contains(innermost);
    }

    /** Each is recognised as itself: none is hidden by another that fits its English, too. */
    @Test
    void everySentenceIsRecognisedAsItself() throws IOException {
        for (var sentence : sentences()) {
            var en = filled(sentence.get(0));
            assertThat(Sentences.KNOWN.in("zh", en)).as(en).contains(filled(sentence.get(1)));
            assertThat(Sentences.KNOWN.in("bo", en)).as(en).contains(filled(sentence.get(2)));
        }
    }

    @Test
    void everyTranslationHasTheSlotsOfItsEnglish() throws IOException {
        for (var sentence : sentences()) {
            assertThat(slots(sentence.get(1)))
                    .as(sentence.getFirst())
                    .isEqualTo(slots(sentence.getFirst()));
            assertThat(slots(sentence.get(2)))
                    .as(sentence.getFirst())
                    .isEqualTo(slots(sentence.getFirst()));
        }
    }

    @Test
    void noSentenceIsSaidTwice() throws IOException {
        assertThat(sentences()).extracting(List::getFirst).doesNotHaveDuplicates();
    }

    private static Set<String> slots(String text) {
        var slots = new TreeSet<String>();
        SLOT.matcher(text).results().forEach(slot -> slots.add(slot.group()));
        return slots;
    }

    /** With something in each slot that no sentence says. */
    private static String filled(String text) {
        return SLOT.matcher(text).replaceAll(slot -> "_" + slot.group().charAt(1) + "_");
    }

    private static List<List<String>> sentences() throws IOException {
        try (var file =
                Objects.requireNonNull(Sentences.class.getResourceAsStream("sentences.txt"))) {
            var read = new ArrayList<List<String>>();
            for (var block :
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\\R{2,}", -1)) {
                var lines = block.lines().filter(line -> !line.startsWith("#")).toList();
                if (!lines.isEmpty()) {
                    read.add(lines);
                }
            }
            return read;
        }
    }
}
