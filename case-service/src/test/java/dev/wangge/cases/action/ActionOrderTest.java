package dev.wangge.cases.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wangge.cases.life.Status;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What somebody sees who asks what can be done: in the order of a case's life. */
class ActionOrderTest {
    @Test
    void actionsAreListedInTheOrderOfACasesLife() {
        assertThat(Acting.actions().all())
                .extracting(CaseAction::slug)
                .containsSubsequence(
                        "accept", "dispatch", "handle", "verify", "close", "rate", "reopen");
        assertThat(Acting.actions().all().getLast().slug()).isEqualTo("reopen");
    }

    /** What can be done in one state only comes before what can always be done. */
    @Test
    void whatIsForOneStateComesBeforeWhatIsForMany() {
        var all = Acting.actions().all();
        for (int i = 1; i < all.size(); i++) {
            var before = all.get(i - 1).from();
            var after = all.get(i).from();
            if (before.iterator().next() == after.iterator().next()) {
                assertThat(before).hasSizeLessThanOrEqualTo(after.size());
            }
        }
        assertThat(Acting.actions().possible(Acting.in(Status.REPORTED), Acting.NOW))
                .extracting(CaseAction::slug)
                .startsWith("accept", "decline")
                .endsWith("reply", "note");
    }

    @Test
    void whoIsRefusedIsToldWhichRolesMay() {
        var who = Who.holding(Role.HANDLER, Role.DISPATCHER);
        assertThatCode(() -> who.require(holding(Role.DISPATCHER))).doesNotThrowAnyException();
        assertThatThrownBy(() -> who.require(holding(Role.VERIFIER)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.slug()).isEqualTo("not-permitted");
                            assertThat(problem)
                                    .hasMessage("This needs the role handler or dispatcher");
                        });
        assertThatThrownBy(() -> Who.holding().require(holding(Role.DISPATCHER)))
                .isInstanceOf(Problem.class);
    }

    private static Caller holding(Role role) {
        return Caller.system("a-client", Set.of(role), List.of("540328"));
    }

    @Test
    void whatIsNotPossibleNowSaysWhatIs() {
        var it = Acting.in(Status.CLOSED);
        assertThatThrownBy(() -> Acting.act(it, "handle", "M-1"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem)
                                    .hasMessage("handle is not possible while the case is CLOSED");
                            assertThat(problem)
                                    .extracting("properties")
                                    .asString()
                                    .contains(
                                            "state=CLOSED", "actions=[reply, note, rate, reopen]");
                        });
    }
}
