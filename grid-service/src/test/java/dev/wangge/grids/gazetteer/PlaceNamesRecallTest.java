package dev.wangge.grids.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.wangge.grids.SampleFiles;
import dev.wangge.grids.gazetteer.Finding.Scored;
import dev.wangge.grids.name.NameForms;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many villages are found that a text names, and how many that it does not. */
class PlaceNamesRecallTest {
    private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

    private static final long SEED = Long.getLong("wangge.seed", 540328L);

    private static final List<String> SAYING =
            List.of(
                    "%s的水管坏了",
                    "%s那边的路塌了，车过不去",
                    "我在%s，桥断了",
                    "昨天晚上%s停电了，请尽快派人来看看",
                    "请问%s什么时候修水渠？",
                    "牧民反映%s附近草场边界有纠纷");

    private record Row(DivisionCode code, String name, String parent) {
        String stem() {
            return NameForms.chinese(name, code.level()).iterator().next();
        }

        /** As its villagers say it. */
        String spoken() {
            return stem().endsWith("村") ? stem() : stem() + (name.contains("居") ? "居委会" : "村");
        }
    }

    private static List<Row> rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(new DivisionCode(cells[0]), cells[1], cells[3]))
                .toList();
    }

    private static PlaceNames names(List<Row> rows) {
        var names = new PlaceNames.Builder();
        rows.forEach(row -> names.add(row.code(), row.name(), List.of(), Validity.ALWAYS, null));
        return names.build();
    }

    @Test
    void everyVillageOfTheSampleCountyIsFoundByItsName() throws IOException {
        var rows = rows(SampleFiles.DIVISIONS);
        var names = names(rows);
        var townships = byCode(rows);
        var villages = rows.stream().filter(row -> row.code().level() == Level.VILLAGE).toList();
        assertThat(villages).hasSize(68);
        for (var village : villages) {
            var township = Objects.requireNonNull(townships.get(village.parent()));
            for (var saying : SAYING) {
                for (var said :
                        List.of(
                                village.name(),
                                village.spoken(),
                                township.name() + village.spoken(),
                                township.name() + "的" + village.spoken())) {
                    var text = saying.formatted(said);
                    var found = names.find(text, List.of("540328"), DAY);
                    assertThat(found.place()).as(text).contains(village.code());
                    assertThat(found.candidates()).as(text).isEmpty();
                }
            }
        }
    }

    /** Its name alone may be its township's as well, or a word: then it is at least shown. */
    @Test
    void everyVillageOfTheSampleCountyIsFoundOrShownByItsStemAlone() throws IOException {
        var rows = rows(SampleFiles.DIVISIONS);
        var names = names(rows);
        int decided = 0;
        int all = 0;
        for (var village : rows) {
            if (village.code().level() != Level.VILLAGE) {
                continue;
            }
            for (var saying : SAYING) {
                var text = saying.formatted(village.stem());
                var found = names.find(text, List.of("540328"), DAY);
                all++;
                if (found.place().isPresent()) {
                    assertThat(found.place())
                            .as(text)
                            .get()
                            .matches(place ->
                                    place.equals(village.code()) || village.code().isBelow(place));
                    decided++;
                } else {
                    assertThat(found.candidates())
                            .as(text)
                            .extracting(Scored::code)
                            .contains(village.code());
                }
            }
        }
        System.out.printf("@@ bare stems of 68 villages: %d of %d decided%n", decided, all);
        assertThat(decided).isGreaterThan(all * 8 / 10);
    }

    private record Score(int right, int above, int wrong, int shown, int asked) {
        double precision() {
            return (right + above) / (double) (right + above + wrong);
        }

        double recall() {
            return right / (double) asked;
        }

        @Override
        public String toString() {
            return "precision %.4f, recall %.4f; its township %.4f, among candidates %.4f, lost %.4f"
                    .formatted(
                            precision(),
                            recall(),
                            above / (double) asked,
                            shown / (double) asked,
                            (asked - right - above - wrong - shown) / (double) asked);
        }
    }

    /** Of 2,000 texts that each name one village: in so many digits' scope, so named. */
    private static Score score(List<Row> rows, PlaceNames names, String form, int digits) {
        var byCode = byCode(rows);
        var villages = rows.stream().filter(row -> row.code().level() == Level.VILLAGE).toList();
        var dice = new Random(SEED);
        int right = 0;
        int above = 0;
        int wrong = 0;
        int shown = 0;
        for (int i = 0; i < 2_000; i++) {
            var village = villages.get(dice.nextInt(villages.size()));
            var said =
                    form.replace("乡", Objects.requireNonNull(byCode.get(village.parent())).name())
                            .replace("名", village.stem())
                            .replace("村", village.spoken());
            var text = SAYING.get(dice.nextInt(SAYING.size())).formatted(said);
            var found = names.find(text, List.of(village.code().value().substring(0, digits)), DAY);
            if (found.place().equals(Optional.of(village.code()))) {
                right++;
            } else if (found.place().filter(village.code()::isBelow).isPresent()) {
                above++;
            } else if (found.place().isPresent()) {
                wrong++;
            } else if (found.candidates().stream()
                    .anyMatch(one -> one.code().equals(village.code()))) {
                shown++;
            }
        }
        return new Score(right, above, wrong, shown, 2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "村, 6, 0.999, 0.90",
        "村, 2, 0.995, 0.65",
        "乡村, 6, 0.999, 0.99",
        "乡村, 2, 0.999, 0.99",
        "名, 6, 0.999, 0.80",
        "名, 2, 0.995, 0.55",
        "乡名, 6, 0.999, 0.99",
        "乡名, 2, 0.999, 0.98",
    })
    void villagesOfARealProvinceAreFoundAndOthersAreNot(
            String form, int digits, double precision, double recall) throws IOException {
        var rows = rows(SharedData.file("divisions-54.csv"));
        var score = score(rows, names(rows), form, digits);
        System.out.printf("@@ seed %d, %s within %d digits: %s%n", SEED, form, digits, score);
        assertThat(score.precision()).isGreaterThanOrEqualTo(precision);
        assertThat(score.recall()).isGreaterThanOrEqualTo(recall);
    }

    /** They are from another province: whatever is located is a false friend, or a namesake. */
    @Test
    void messagesFromElsewhereAreSeldomLocated() throws IOException {
        var rows = rows(SharedData.file("divisions-54.csv"));
        var names = names(rows);
        var counties = List.of("540328", "540302", "540102", "540202");
        int all = 0;
        int inProvince = 0;
        int inCounties = 0;
        try (var csv = CsvReader.builder().ofNamedCsvRecord(SharedData.file("messages-zh.csv"))) {
            for (var message : csv) {
                all++;
                var text = message.getField("subject") + " " + message.getField("message");
                // As much as case-service asks with.
                var asked = text.substring(0, Math.min(200, text.length()));
                inProvince += names.find(asked, List.of("54"), DAY).place().isPresent() ? 1 : 0;
                for (var county : counties) {
                    inCounties +=
                            names.find(asked, List.of(county), DAY).place().isPresent() ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "@@ of %d messages from elsewhere located: %d in the province, %.1f in a county%n",
                all, inProvince, inCounties / (double) counties.size());
        assertThat(inProvince).isLessThan(all / 20);
        assertThat(inCounties).isLessThan(counties.size() * all / 100);
    }

    private static Map<String, Row> byCode(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.code().value(), row -> row));
    }
}
