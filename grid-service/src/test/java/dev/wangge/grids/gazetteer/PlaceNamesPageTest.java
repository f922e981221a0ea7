package dev.wangge.grids.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.platform.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What the page shows is what whoever tries it in the sample county gets. */
class PlaceNamesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "api", "place-names.md");
    private static final Path SAMPLE =
            Path.of("..", "quickstart", "src", "main", "resources", "sample-county");
    private static final Pattern EXAMPLE =
            Pattern.compile("\\?text=([^…\\s]+)\\s+→ (.+?)\\n(?=GET|```)", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\"code\": \"(\\d{12})\"");
    private static final Pattern CONFIDENCE = Pattern.compile("\"confidence\": ([0-9.]+)");

    @Test
    void theExamplesAreOfTheSampleCounty() throws IOException {
        var builder = new PlaceNames.Builder();
        var file =
                new CsvFile(
                        List.of("code", "name", "level", "parent_code"),
                        List.of(
                                "name_bo",
                                "name_en",
                                "aliases",
                                "valid_from",
                                "valid_to",
                                "superseded_by"));
        file.read(
                Files.newInputStream(SAMPLE.resolve("divisions.csv")),
                "text/csv",
                row ->
                        builder.add(
                                Entry.of(
                                        Kind.DIVISION,
                                        row.get("code"),
                                        row.get("code"),
                                        new Document("name", row.get("name")),
                                        null)));
        file.refuseIfWrong();
        var names = builder.build();
        var examples = EXAMPLE.matcher(Files.readString(PAGE)).results().toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        for (var example : examples) {
            var found = names.find(example.group(1), List.of("540328"), LocalDate.of(2026, 1, 1));
            var confidence = CONFIDENCE.matcher(example.group(2));
            assertThat(confidence.find()).isTrue();
            assertThat(found.confidence())
                    .as(example.group(1))
                    .isEqualTo(Double.parseDouble(confidence.group(1)));
            var code = CODE.matcher(example.group(2));
            assertThat(code.find()).isTrue();
            assertThat(
                            found.place()
                                    .map(place -> place.value())
                                    .orElseGet(() -> found.candidates().getFirst().code().value()))
                    .as(example.group(1))
                    .isEqualTo(code.group(1));
        }
    }
}
