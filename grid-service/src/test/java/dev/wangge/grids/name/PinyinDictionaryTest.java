package dev.wangge.grids.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import dev.wangge.grids.SampleFiles;
import dev.wangge.platform.pinyin.Pinyin;
import dev.wangge.testing.SharedData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What we read out of the library's files is what the library itself reads. */
class PinyinDictionaryTest {
    private static final long SEED = Long.getLong("wangge.seed", 540328L);

    private static void isReadAsByTheLibrary(String text) {
        if (!text.trim().isEmpty()) {
            assertThat(Pinyin.syllables(text)).as(text).isEqualTo(byTheLibrary(text));
        }
    }

    private static List<String> byTheLibrary(String text) {
        var pinyin = PinyinHelper.toPinyin(text, PinyinStyleEnum.NORMAL, " ").replace('ü', 'v');
        return List.of(pinyin.split(" ", -1));
    }

    /** The library's own list of words. */
    private static List<String> words() {
        var file = PinyinHelper.class.getResourceAsStream("/pinyin_dict_phrase.txt");
        try (var reader =
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
            return reader.readAllLines().stream().map(line -> line.split(":", -1)[0]).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void readNames(Path divisions) throws IOException {
        var rows = Files.readAllLines(divisions);
        assertThat(rows).hasSizeGreaterThan(80);
        for (var row : rows.subList(1, rows.size())) {
            var name = row.split(",", -1)[1];
            isReadAsByTheLibrary(name);
            NameForms.spoken(name).forEach(PinyinDictionaryTest::isReadAsByTheLibrary);
        }
    }

    @Test
    void namesOfTheSampleCounty() throws IOException {
        readNames(SampleFiles.DIVISIONS);
    }

    @Test
    void namesOfAProvince() throws IOException {
        readNames(SharedData.file("divisions-54.csv"));
    }

    @Test
    void everyWord() {
        assertThat(words()).hasSizeGreaterThan(40_000);
        words().forEach(PinyinDictionaryTest::isReadAsByTheLibrary);
    }

    @Test
    void everyLetterAloneAndAmongOthers() {
        for (int letter = 0; letter <= Character.MAX_VALUE; letter++) {
            isReadAsByTheLibrary(Character.toString(letter));
            isReadAsByTheLibrary("邦a" + (char) letter + "1达");
        }
    }

    @Test
    void wordsRunningIntoEachOtherAndIntoAllElse() {
        System.out.println("PinyinDictionaryTest: -Dwangge.seed=" + SEED);
        var dice = new SplittableRandom(SEED);
        var words = words();
        List<Supplier<String>> pieces =
                List.of(
                        () -> words.get(dice.nextInt(words.size())),
                        () -> {
                            var word = words.get(dice.nextInt(words.size()));
                            return word.substring(dice.nextInt(word.length()));
                        },
                        () -> {
                            var word = words.get(dice.nextInt(words.size()));
                            return word.substring(0, dice.nextInt(word.length()));
                        },
                        () -> letter(dice, 0x4E00, 0x9FFF),
                        () -> letter(dice, 0x3400, 0x4DBF),
                        () -> letter(dice, 0x20000, 0x2FA1F),
                        () -> letter(dice, 0x20, 0x17F),
                        () -> letter(dice, 0xE000, 0xFFEF),
                        () -> letter(dice, 0, Character.MAX_CODE_POINT),
                        () -> "邦达村",
                        () -> " ",
                        () -> "\t　",
                        () -> "ü'é",
                        () -> "３号",
                        () -> Integer.toString(dice.nextInt(1_000)),
                        () -> "（·）");
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int j = dice.nextInt(1, 7); j > 0; j--) {
                // Words as often as all else.
                text.append(
                        pieces.get(
                                        dice.nextBoolean()
                                                ? dice.nextInt(3)
                                                : dice.nextInt(pieces.size()))
                                .get());
            }
            isReadAsByTheLibrary(text.toString());
        }
    }

    private static String letter(SplittableRandom dice, int first, int last) {
        return Character.toString(dice.nextInt(first, last + 1));
    }
}
