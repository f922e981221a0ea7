package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.act;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.contracts.cases.v1.CaseKind;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 首派准确率 and its sisters: what a case adds to them, DOMAIN §5. */
class DispatchesTest {
    private static Map<String, Object> counted(Case it) {
        var counts = new TreeMap<String, Object>(TallyContribution.of(it));
        counts.keySet().removeIf(name -> name.matches("(cases|sla):.*"));
        return counts;
    }

    /** By itself to M-1, and then by somebody each. */
    private static Case lived(String actions) {
        var it = Acting.dispatched(CaseKind.REQUEST);
        done(it, actions);
        return it;
    }

    private static void done(Case it, String actions) {
        for (var action : actions.split(" ", -1)) {
            act(it, action, "person-" + it.seq());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "start handle, kept",
        "settle, kept",
        "redispatch handle, moved",
        "return dispatch handle, moved",
        "recall dispatch start handle, moved",
        "recall void, moved",
        "return merge, moved"
    })
    void theFirstDispatchWasRightIfItWasKeptUntilThen(String life, String result) {
        assertThat(counted(lived(life)))
                .containsEntry("first:540328:rule:" + result, 1)
                .containsEntry("dispatched:540328:rule", 1);
    }

    @Test
    void whatIsUnderWayIsNotJudgedYet() {
        for (var life : new String[] {"start", "redispatch start", "return"}) {
            assertThat(counted(lived(life)).keySet()).noneMatch(it -> it.startsWith("first:"));
        }
    }

    /** Else nobody could compare this month's with last month's. */
    @Test
    void whatWasJudgedOnceStaysSoWhateverBecomesOfIt() {
        var it = lived("handle");
        act(it, "verify", "{\"passed\":false,\"reason\":\"没修好\"}", "V-1");
        done(it, "return dispatch redispatch handle verify close reopen dispatch recall");

        assertThat(counted(it))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "dispatched:540328:rule", 1,
                                "first:540328:rule:kept", 1,
                                "returned:540328:DUPLICATE", 1,
                                "redispatched:540328", 1,
                                "recalled:540328", 1));
    }

    @Test
    void whatAPersonDispatchedIsThePersons() {
        var it = Acting.reported(CaseKind.REQUEST);
        done(it, "accept dispatch handle");

        assertThat(counted(it))
                .containsOnlyKeys(
                        "dispatched:540328:person",
                        "first:540328:person:kept",
                        "advice:540328:none");
    }

    @Test
    void whatNobodyEverHadIsNoDispatch() {
        var it = Acting.reported(CaseKind.REQUEST);
        done(it, "settle");
        assertThat(counted(it)).isEmpty();
    }

    @Test
    void returnsAreCountedByCause() {
        var it = lived("redispatch");
        for (var cause : Arrays.asList("\"NOT_OURS\"", "\"NOT_OURS\"", "null")) {
            act(it, "return", "{\"reason\":\"x\",\"cause\":%s}".formatted(cause), "M-1");
            done(it, "dispatch");
        }

        assertThat(counted(it))
                .containsEntry("returned:540328:NOT_OURS", 2)
                .containsEntry("returned:540328:OTHER", 1)
                .containsEntry("redispatched:540328", 1);
    }
}
