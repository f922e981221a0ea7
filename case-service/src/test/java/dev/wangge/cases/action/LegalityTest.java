package dev.wangge.cases.action;

import static dev.wangge.cases.action.Acting.NOW;
import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what to a case in which state, and where it leads: written down from DOMAIN §4, not
 * from the rows. Of the relations only those of a link count; who handled it is never let near its
 * verification.
 */
class LegalityTest {
    /** action | from → to; others stay | roles | relations by link. */
    private static final String TABLE =
            """
            accept     | REPORTED→FILED                                       | dispatcher                    |
            decline    | REPORTED→DECLINED                                    | dispatcher                    |
            void       | REPORTED→VOID FILED→VOID                             | dispatcher                    |
            merge      | REPORTED→MERGED FILED→MERGED                         | dispatcher                    |
            join       | FILED DISPATCHED IN_PROGRESS                         | dispatcher                    |
            split      | FILED DISPATCHED IN_PROGRESS                         | dispatcher                    |
            finish     | FILED DISPATCHED IN_PROGRESS                         | handler dispatcher            |
            triage     | REPORTED FILED DISPATCHED IN_PROGRESS                | dispatcher                    |
            dispatch   | FILED→DISPATCHED                                     | dispatcher                    |
            redispatch | DISPATCHED IN_PROGRESS→DISPATCHED                    | dispatcher                    |
            recall     | DISPATCHED→FILED                                     | dispatcher                    |
            start      | DISPATCHED→IN_PROGRESS                               | handler dispatcher            | ASSIGNEE
            extend     | DISPATCHED IN_PROGRESS                               | handler dispatcher            | ASSIGNEE
            approve-extension | DISPATCHED IN_PROGRESS                        | dispatcher                    |
            refuse-extension  | DISPATCHED IN_PROGRESS                        | dispatcher                    |
            suspend    | DISPATCHED IN_PROGRESS                               | dispatcher                    |
            resume     | DISPATCHED IN_PROGRESS                               | dispatcher                    |
            return     | DISPATCHED→FILED IN_PROGRESS→FILED                   | handler dispatcher            | ASSIGNEE
            handle     | DISPATCHED→HANDLED IN_PROGRESS→HANDLED               | handler dispatcher            | ASSIGNEE
            settle     | REPORTED→CLOSED DISPATCHED→CLOSED                    | handler dispatcher            |
            verify     | HANDLED→VERIFIED CLOSED                              | verifier dispatcher           |
            close      | VERIFIED→CLOSED                                      | dispatcher                    |
            reopen     | CLOSED→FILED                                         | verifier dispatcher           |
            reply      | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED CLOSED | dispatcher           |
            ask        | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED | handler verifier dispatcher   |
            forward    | REPORTED FILED DISPATCHED IN_PROGRESS                | handler dispatcher            |
            answer     | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED | reporter dispatcher         | ASKED
            categorize | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED | dispatcher                    |
            assess     | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED | handler dispatcher            |
            amend      | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED | reporter dispatcher           | REPORTER
            rate       | CLOSED                                               | reporter dispatcher           | REPORTER
            supervise  | DISPATCHED IN_PROGRESS HANDLED VERIFIED              | supervisor dispatcher         |
            acknowledge | DISPATCHED IN_PROGRESS HANDLED VERIFIED             | handler dispatcher            | ASSIGNEE
            note       | REPORTED FILED DISPATCHED IN_PROGRESS HANDLED VERIFIED CLOSED | handler verifier dispatcher |
            """;

    record Row(String action, Map<Status, Status> leads, Set<String> roles, Set<String> links) {
        static Row of(String line) {
            var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            var leads = new EnumMap<Status, Status>(Status.class);
            for (var step : cells.get(1).split(" ", -1)) {
                var ends = step.split("→", -1);
                leads.put(Status.valueOf(ends[0]), Status.valueOf(ends[ends.length - 1]));
            }
            return new Row(cells.get(0), leads, words(cells.get(2)), words(cells.get(3)));
        }

        private static Set<String> words(String cell) {
            return cell.isEmpty() ? Set.of() : Set.of(cell.split(" ", -1));
        }
    }

    private static Stream<Row> table() {
        return TABLE.lines().map(Row::of);
    }

    private static Stream<Arguments> everywhere() {
        return table().flatMap(row ->
                Arrays.stream(Status.values()).map(status -> Arguments.of(row, status)));
    }

    @Test
    void theTableNamesEveryActionThereIs() {
        assertThat(Acting.actions().all())
                .extracting(CaseAction::slug)
                .containsExactlyInAnyOrderElementsOf(table().map(Row::action).toList());
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("everywhere")
    void anActionIsPossibleWhereTheTableSaysAndLeadsWhereItSays(Row row, Status status) {
        var it = Acting.in(status, row.action());
        var before = it.seq();
        var expected = row.leads().get(status);

        if (expected == null) {
            assertThatThrownBy(() -> act(it, row.action(), "M-9"))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.slug()).isEqualTo("action-not-allowed"));
            assertThat(it.seq()).isEqualTo(before);
            assertThat(it.status()).isEqualTo(status);
        } else {
            act(it, row.action(), "M-9");
            assertThat(it.status()).isEqualTo(expected);
            assertThat(it.seq()).isGreaterThan(before);
        }
        assertThat(Acting.actions().possible(Acting.in(status, row.action()), NOW))
                .extracting(CaseAction::slug)
                .as("what it offers")
                .matches(offered -> offered.contains(row.action()) == (expected != null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void anActionIsForTheRolesAndRelationsOfTheTable(Row row) {
        var who = Acting.actions().find(row.action()).orElseThrow().who();
        for (var role : Role.values()) {
            var caller = Caller.system("a-client", Set.of(role), List.of("540328"));
            assertThat(who.permits(caller))
                    .as(role.spelled())
                    .isEqualTo(row.roles().contains(role.spelled()));
        }
        for (var status : row.leads().keySet()) {
            var it = Acting.in(status);
            var assignee = it.assignee() == null ? "nobody" : it.assignee().code();
            assertThat(who.permits(it, Actor.parse(assignee)))
                    .as("assignee in %s", status)
                    .isEqualTo(row.links().contains("ASSIGNEE") && it.assignee() != null);
            assertThat(who.permits(it, Actor.parse("R-1")))
                    .as("reporter in %s", status)
                    .isEqualTo(row.links().contains("REPORTER"));
            assertThat(who.permits(it, Actor.parse("M-9"))).as("a stranger").isFalse();
        }
    }

    /** Who did the one | who then may not do the other; all others may. */
    private static final String PERSONS =
            """
            M-1                        | M-1; M-1 via county-verifier; M-1 via county-handler; M-1 via li via console
            M-1 via county-handler     | M-1; M-1 via county-verifier; M-1 via county-handler; county-handler
            county-handler             | county-handler; M-2 via county-handler; li via county-handler; M-2 via li via county-handler
            zhang via console          | zhang via console; M-2 via zhang via another; console
            M-1 via zhang via console  | zhang via console; M-2 via zhang via another; M-1 via li via console; console
            """;

    private static final List<String> OTHERS =
            List.of("M-9", "county-verifier", "M-2 via county-verifier", "M-2 via li via console");

    private static Stream<Arguments> persons() {
        return PERSONS.lines()
                .map(line -> {
                    var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                    return Arguments.of(cells.get(0), List.of(cells.get(1).split("; ", -1)));
                });
    }

    @ParameterizedTest(name = "done by {0}, not checked by {1}")
    @MethodSource("persons")
    void whoDidOneThingDoesNotDecideOnIt(String doer, List<String> refused) {
        for (var check :
                List.of("verify", "approve-extension", "refuse-extension", "acknowledge")) {
            for (var who : refused) {
                var it = done(doer, check);
                refuses(it, check, who);
                act(it, check, "desk");
            }
            for (var who : OTHERS) {
                act(done(doer, check), check, who);
            }
        }
        for (var who : refused) {
            var verified = done(doer, "verify");
            act(verified, "verify", "desk");
            refuses(verified, "close", who);
            act(verified, "close", "M-9");
        }
    }

    private static Case done(String doer, String check) {
        var it = Acting.dispatched(CaseKind.REQUEST);
        act(
                it,
                switch (check) {
                    case "verify" -> "handle";
                    case "acknowledge" -> "supervise";
                    default -> "extend";
                },
                doer);
        return it;
    }

    private static void refuses(Case it, String check, String who) {
        for (var passed : List.of("true", "false")) {
            var told =
                    check.equals("verify")
                            ? "{\"passed\":%s,\"reason\":\"看过\"}".formatted(passed)
                            : Acting.complete(check);
            assertThatThrownBy(() -> act(it, check, told, who))
                    .as("%s by %s", check, who)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem ->
                                    assertThat(problem.slug())
                                            .isIn("verifier-is-handler", "same-person"));
        }
    }

    @Test
    void whoeverNamesNobodyIsToldToSayForWhomTheyAct() {
        var byClient = done("county-handler", "verify");
        assertThatThrownBy(() -> act(byClient, "verify", "M-2 via county-handler"))
                .hasMessageContaining("says in by for whom it acts");
        var byMember = done("M-1 via county-handler", "verify");
        assertThatThrownBy(() -> act(byMember, "verify", "county-handler"))
                .hasMessageContaining("says in by for whom it acts");
        assertThatThrownBy(() -> act(byMember, "verify", "M-1 via county-verifier"))
                .hasMessage("Who handled a case may not verify it");
    }

    @Test
    void whatNobodyMayDoByAClientIsNotOfferedToIt() {
        var verify = Acting.actions().find("verify").orElseThrow().who();
        var byClient = done("county-demo", "verify");
        assertThat(verify.permits(byClient, client("county-demo"))).isFalse();
        assertThat(verify.permits(byClient, client("county-verifier"))).isTrue();
        // In M-2's name it may.
        assertThat(verify.permits(done("M-1 via county-demo", "verify"), client("county-demo")))
                .isTrue();
    }

    private static Caller client(String id) {
        return Caller.system(id, Set.of(Role.DISPATCHER), List.of("540328"));
    }
}
