package dev.wangge.platform.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scopes, filters and roll-ups use a code's own ancestors, and nothing else. */
class CodePathsTest {
    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "540000000000, 54",
        "540300000000, 5403",
        "540328000000, 540328",
        "540328101000, 540328101",
        "540328101201, 540328101201",
        // A county or village whose own digits end in a zero keeps them.
        "540320000000, 540320",
        "540328100000, 540328100",
        "540328101200, 540328101200",
        "540328101201001, 540328101201001",
        "540328101201000, 540328101201000",
        "540328, 540328",
        "54, 54"
    })
    void paddingIsNoPartOfACode(String code, String prefix) {
        assertThat(Codes.prefix(code)).isEqualTo(prefix);
        assertThat(Codes.path(code)).endsWith(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "54, 54",
        "5403, 54 5403",
        "540328000000, 54 5403 540328",
        "540328101, 54 5403 540328 540328101",
        "540328101201, 54 5403 540328 540328101 540328101201",
        "540328101201001, 54 5403 540328 540328101 540328101201 540328101201001",
        "540328102000, 54 5403 540328 540328102"
    })
    void itsAncestorsAreItsOwnFirstDigits(String code, String path) {
        assertThat(Codes.path(code)).isEqualTo(words(path));
    }

    @ParameterizedTest
    @CsvSource({
        "54, 540000000000",
        "540328, 540328000000",
        "540328101201, 540328101201",
        "540328101201001, 540328101201",
        "540328101201001, 540328101201"
    })
    void whatLiesInADivisionLiesInTheNarrowestOne(String code, String division) {
        assertThat(Codes.division(code)).isEqualTo(division);
    }

    @Test
    void padTakeAwayPadIsTheSame() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var digits = new StringBuilder("54");
            while (digits.length() < 15) {
                digits.append(random.nextInt(3)); // Many zeros.
            }
            int length = List.of(2, 4, 6, 9, 12).get(random.nextInt(5));
            var padded = Codes.padded(digits.substring(0, length));

            assertThat(padded).as("seed %d", seed).hasSize(12);
            assertThat(Codes.padded(Codes.prefix(padded))).as("seed %d", seed).isEqualTo(padded);
            assertThat(Codes.path(padded)).as("seed %d", seed).allMatch(padded::startsWith);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "540328, 540328",
        "540328 540328101, 540328",
        "540328101 540328, 540328",
        "540328101 540328102, 540328101 540328102",
        "540328 540329 540328101201 5403291, 540328 540329",
        "54 540328 540328101, 54",
        "540328 540328, 540328",
        // Neither lies in the other, though one begins like it in writing.
        "540302 540328, 540302 540328"
    })
    void whoAnswersForAWholeAnswersForItsParts(String prefixes, String outermost) {
        assertThat(Codes.outermost(words(prefixes))).isEqualTo(words(outermost));
    }

    @ParameterizedTest
    @CsvSource({"540328000000, 540328", "54, 54", "540328101201001, 540328101201001"})
    void withinNamesAPrefix(String given, String prefix) {
        assertThat(Codes.within(given)).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5403281012010011", "54x", "540328 ", "５４", "-54", "54\n"})
    void withinIsTwoToFifteenDigits(String given) {
        assertThatThrownBy(() -> Codes.within(given))
                .isInstanceOf(Problem.class)
                .hasMessage("within is 2 to 15 digits");
    }

    @ParameterizedTest
    @CsvSource({
        "73, 3, true",
        "136, 54, true",
        "72.9, 30, false",
        "136.1, 30, false",
        "90, 2.9, false",
        "90, 54.1, false"
    })
    void aPairThatOnlySwappedLiesInChinaIsSwapped(double lng, double lat, boolean inChina) {
        // The same pair the wrong way round; within 90 degrees, or it could be no latitude at all.
        var fault = CoordinateFault.of(lat, lng);
        if (lng <= 90) {
            assertThat(fault.map(CoordinateFault::code).orElse("none"))
                    .isEqualTo(inChina ? "swapped" : "none");
        } else {
            assertThat(fault.map(CoordinateFault::code)).contains("swapped");
        }
        assertThat(CoordinateFault.of(lng, lat)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-180, -90, ''",
        "180, 90, ''",
        "180.0001, 0, lng",
        "-180.0001, 0, lng",
        "0, -90.0001, lat",
        "100, 180.5, lat"
    })
    void theEdgesOfTheEarthAreOnIt(double lng, double lat, String field) {
        assertThat(CoordinateFault.of(lng, lat).map(CoordinateFault::field).orElse(""))
                .isEqualTo(field);
    }
}
