package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Fact;
import dev.wangge.platform.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whatever anybody tries, legal or not: a case goes only where DOMAIN §4 leads, what is refused
 * leaves no trace, and nobody checks their own work.
 */
class LifeModelTest {
    /** From a state to those that one command can lead to; staying is always possible. */
    private static final Map<String, Set<String>> LEADS =
            Map.ofEntries(
                    Map.entry("REPORTED", Set.of("FILED", "DECLINED", "VOID", "MERGED", "CLOSED")),
                    Map.entry("FILED", Set.of("DISPATCHED", "MERGED", "VOID")),
                    Map.entry("DISPATCHED", Set.of("IN_PROGRESS", "HANDLED", "CLOSED", "FILED")),
                    Map.entry("IN_PROGRESS", Set.of("HANDLED", "FILED", "DISPATCHED")),
                    Map.entry("HANDLED", Set.of("VERIFIED", "IN_PROGRESS")),
                    Map.entry("VERIFIED", Set.of("CLOSED")),
                    Map.entry("CLOSED", Set.of("FILED")),
                    Map.entry("DECLINED", Set.of()),
                    Map.entry("VOID", Set.of()),
                    Map.entry("MERGED", Set.of()));

    private static final List<String> ACTORS =
            List.of(
                    "desk",
                    "handler",
                    "verifier",
                    "M-1 via handler",
                    "M-2 via handler",
                    "M-1 via verifier",
                    "M-3 via zhang via console",
                    "M-2 via zhang via console",
                    "R-1");

    /** Somebody tries something, so many minutes after what was tried before. */
    record Attempt(String action, String actor, boolean passed, int later) {}

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        var actions = Acting.actions().all().stream().map(CaseAction::slug).toList();
        return Combinators.combine(
                        Arbitraries.of(actions),
                        Arbitraries.of(ACTORS),
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 300))
                .as(Attempt::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void aCaseGoesOnlyWhereItsLifeLeads(
            @ForAll("attempts") List<Attempt> attempts, @ForAll CaseKind kind) {
        var it = Acting.reported(kind);
        Acting.goesOut(it, List.of("M-1"));
        var round = new Round();
        var now = NOW;
        for (var attempt : attempts) {
            now = now.plus(Duration.ofMinutes(attempt.later()));
            var before = it.status();
            var facts = List.copyOf(it.facts());
            try {
                Acting.act(it, attempt.action(), json(attempt), attempt.actor(), now);
            } catch (Problem refused) {
                assertThat(it.facts()).as("refused %s", attempt).isEqualTo(facts);
                assertThat(it.status()).isEqualTo(before);
                continue;
            }
            assertThat(it.status())
                    .as("after %s", attempt)
                    .matches(status -> status == before || leads(before).contains(status.name()));
            round.did(attempt, before, it.status());
        }
        assertChained(it.facts());
        assertThat(it.version()).isLessThanOrEqualTo(it.seq());
    }

    private static Set<String> leads(Status from) {
        return LEADS.getOrDefault(from.name(), Set.of());
    }

    private static String json(Attempt attempt) {
        var complete = Acting.complete(attempt.action());
        return attempt.passed()
                ? complete
                : complete.replace("\"passed\":true", "\"passed\":false");
    }

    /** What may be once or twice in a round, and who did what in it. */
    private static final class Round {
        private final Map<String, Integer> times = new HashMap<>();
        private @Nullable String handler;

        void did(Attempt attempt, Status before, Status after) {
            if (before == Status.CLOSED && after == Status.FILED) {
                times.clear();
                handler = null;
                return;
            }
            times.merge(attempt.action(), 1, Integer::sum);
            for (var once : List.of("suspend", "rate")) {
                assertThat(times.getOrDefault(once, 0)).as(once).isLessThanOrEqualTo(1);
            }
            assertThat(times.getOrDefault("approve-extension", 0)).isLessThanOrEqualTo(2);
            switch (attempt.action()) {
                case "handle", "settle" -> handler = attempt.actor();
                case "verify", "close" ->
                        assertThat(isSomebodyElse(attempt.actor()))
                                .as("%s by %s of what %s did", attempt, attempt.actor(), handler)
                                .isTrue();
                default -> {}
            }
        }

        /** Told without what the product has for it: by the names that stand in both. */
        private boolean isSomebodyElse(String actor) {
            var handled = List.of(String.valueOf(handler).split(" via ", -1));
            var checks = List.of(actor.split(" via ", -1));
            // The last name is a client's, which is somebody only where it stands alone.
            var shared = new HashSet<>(persons(handled));
            shared.retainAll(persons(checks));
            boolean clientAlone =
                    (handled.size() == 1 || checks.size() == 1)
                            && handled.getLast().equals(checks.getLast());
            return shared.isEmpty() && !clientAlone;
        }

        private static List<String> persons(List<String> names) {
            return names.size() == 1 ? names : names.subList(0, names.size() - 1);
        }
    }

    private static void assertChained(List<Fact> facts) {
        for (int i = 0; i < facts.size(); i++) {
            assertThat(facts.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(facts.stream().map(Fact::hash)).doesNotHaveDuplicates();
    }
}
