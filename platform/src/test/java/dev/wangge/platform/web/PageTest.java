package dev.wangge.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Instant NOW = Instant.parse("2026-11-30T05:00:00.001999Z");

    private static Page<String> page(int found, int limit) {
        return Page.of(
                IntStream.range(0, found).boxed().toList(),
                limit,
                NOW,
                last -> "after-" + last,
                shown -> shown.stream().map(one -> "no. " + one).toList());
    }

    /** One more than asked for is looked for, and never shown. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 2, 0, -",
                "1, 2, 1, -",
                "2, 2, 2, -",
                "3, 2, 2, after-1",
                "2, 1, 1, after-0"
            })
    void aPageSaysWhetherThereIsAnother(
            int found, int limit, int shown, @org.jspecify.annotations.Nullable String next) {
        var page = page(found, limit);

        assertThat(page.items())
                .isEqualTo(IntStream.range(0, shown).mapToObj(i -> "no. " + i).toList());
        assertThat(page.next()).isEqualTo(next);
    }

    /** Whatever is looked up for a page is looked up for what is shown, and at once. */
    @Test
    void theViewSeesWhatIsShownAndNothingElse() {
        var seen = new java.util.ArrayList<List<Integer>>();
        var _ =
                Page.of(
                        List.of(1, 2, 3),
                        2,
                        NOW,
                        String::valueOf,
                        shown -> {
                            seen.add(shown);
                            return List.of();
                        });
        assertThat(seen).containsExactly(List.of(1, 2));
    }

    @Test
    void whenItWasSoIsToTheMillisecond() {
        assertThat(page(1, 1).asOf()).isEqualTo("2026-11-30T05:00:00.001Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 200})
    void aPageHasUpToTwoHundred(int limit) {
        assertThatCode(() -> Page.checkLimit(limit)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void otherLimitsAreRefused(int limit) {
        assertThatThrownBy(() -> Page.checkLimit(limit))
                .isInstanceOf(Problem.class)
                .hasMessage("limit is 1 to 200");
    }
}
