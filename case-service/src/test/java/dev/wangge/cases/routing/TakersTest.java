package dev.wangge.cases.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.routing.Route.Among;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakersTest {
    private record Members(List<String> onDuty, Map<String, Long> cases) implements Takers {
        @Override
        public long openCases(String member) {
            return cases.getOrDefault(member, 0L);
        }

        @Override
        public Optional<String> divisionOf(String unit) {
            return Optional.empty();
        }
    }

    private static Optional<String> member(Among among, Map<String, Long> cases, String... onDuty) {
        return new Members(List.of(onDuty), cases).member(among);
    }

    @Test
    void theLeadTakesItHoweverMuchThereIs() {
        assertThat(member(Among.LEAD, Map.of("lead", 9L, "other", 0L), "lead", "other"))
                .hasValue("lead");
    }

    @Test
    void theOneWithTheFewestTakesItAndOfEqualsTheLead() {
        var cases = Map.of("lead", 2L, "second", 1L, "third", 1L);
        assertThat(member(Among.FEWEST_OPEN, cases, "lead", "second", "third")).hasValue("second");
        assertThat(member(Among.FEWEST_OPEN, Map.of("lead", 1L, "second", 1L), "lead", "second"))
                .hasValue("lead");
    }

    @Test
    void whoIsAloneIsNotCountedAndNobodyIsNobody() {
        assertThat(member(Among.FEWEST_OPEN, Map.of(), "alone")).hasValue("alone");
        assertThat(member(Among.FEWEST_OPEN, Map.of())).isEmpty();
    }
}
