package dev.wangge.grids.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.SampleFiles;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Validity;
import dev.wangge.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sentences as people of the sample county write them, each with the place it is about: half of
 * them name none of that county's, but persons, peoples, roads, brands and other counties.
 */
class LabelledSentencesTest {
    private static final Path SETS = Path.of("..", "bench", "src", "main", "resources");

    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    private record Sentence(String code, String text) {}

    /** The same as the bench measures. */
    static List<String> sets() throws IOException {
        return Files.readAllLines(SETS.resolve("named-places-sets.csv")).stream().skip(1).toList();
    }

    private static List<Sentence> sentences(String set) throws IOException {
        return Files.readAllLines(SETS.resolve(set + ".csv")).stream()
                .skip(1)
                .map(line -> line.split(",", 2))
                .map(cells -> new Sentence(cells[0], cells[1]))
                .toList();
    }

    private static PlaceNames names(Path csv) throws IOException {
        var names = new PlaceNames.Builder();
        Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(cells ->
                        names.add(
                                new DivisionCode(cells[0]),
                                cells[1],
                                cells.length > 4 && !cells[4].isEmpty()
                                        ? List.of(cells[4].split("\\|", -1))
                                        : List.of(),
                                Validity.ALWAYS,
                                null));
        return names.build();
    }

    private static void check(PlaceNames names, String set, String of) throws IOException {
        var sentences = sentences(set);
        var faults = new ArrayList<String>();
        int right = 0;
        int wrong = 0;
        int asked = 0;
        for (var sentence : sentences) {
            var found = names.find(sentence.text(), List.of("540328"), DAY);
            var code = found.place().map(DivisionCode::value).orElse("");
            asked += sentence.code().isEmpty() ? 0 : 1;
            if (!code.equals(sentence.code())) {
                faults.add(
                        "%s: %s instead of %s, %s"
                                .formatted(sentence.text(), code, sentence.code(), found));
                wrong += code.isEmpty() ? 0 : 1;
            } else if (!code.isEmpty()) {
                right++;
            }
        }
        System.out.printf(
                "@@ %s, %s: precision %.3f, recall %.3f of %d sentences, %d of them with a place%n",
                set,
                of,
                right / (double) (right + wrong),
                right / (double) asked,
                sentences.size(),
                asked);
        faults.forEach(System.out::println);
        assertThat(sentences.size()).isGreaterThanOrEqualTo(200);
        assertThat(right / (double) (right + wrong)).as("%s", faults).isGreaterThanOrEqualTo(0.97);
        assertThat(right / (double) asked).as("%s", faults).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void whatTheSampleCountysPeopleWriteIsFoundWhereItIs(String set) throws IOException {
        check(names(SampleFiles.DIVISIONS), set, "sample county");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void alsoWhereAllOfTheProvinceIsKnown(String set) throws IOException {
        check(names(SharedData.file("divisions-54.csv")), set, "province");
    }
}
