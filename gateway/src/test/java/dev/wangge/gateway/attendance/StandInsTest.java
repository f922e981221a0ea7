package dev.wangge.gateway.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.grids.v1.DirectoryEntry.LeaveState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static LeaveState leave(String member, @Nullable String deputy, String until) {
        return new LeaveState(
                "leave-of-" + member + "-" + until,
                member,
                deputy,
                "2026-12-01T00:00:00.000Z",
                "2026-12-%sT00:00:00.000Z".formatted(until));
    }

    @Test
    void aDeputyStandsInForWhoeverIsAway() {
        var standIns = new StandIns(List.of(leave("M-1", "M-2", "08"), leave("M-3", "M-2", "09")));

        assertThat(standIns.of("M-2")).containsExactly("M-1", "M-3");
        assertThat(standIns.of("M-1")).isEmpty();
        assertThat(standIns.awayUntil("M-1")).hasValue(Instant.parse("2026-12-08T00:00:00Z"));
        assertThat(standIns.awayUntil("M-2")).isEmpty();
    }

    @Test
    void whoIsAwayThemselvesHandsItOn() {
        var standIns = new StandIns(List.of(leave("M-1", "M-2", "08"), leave("M-2", "M-3", "08")));

        assertThat(standIns.of("M-2")).isEmpty();
        assertThat(standIns.of("M-3")).containsExactly("M-1", "M-2");
    }

    @Test
    void inACircleNobodyStandsIn() {
        var standIns =
                new StandIns(
                        List.of(
                                leave("M-1", "M-2", "08"),
                                leave("M-2", "M-1", "08"),
                                leave("M-3", null, "08")));

        for (var one : List.of("M-1", "M-2", "M-3")) {
            assertThat(standIns.of(one)).as(one).isEmpty();
            assertThat(standIns.awayUntil(one)).as(one).isPresent();
        }
    }

    @Test
    void ofTwoLeavesTheLaterOneEndsItAndTheLowerOneSaysWho() {
        var standIns = new StandIns(List.of(leave("M-1", "M-3", "09"), leave("M-1", "M-2", "08")));

        assertThat(standIns.of("M-2")).containsExactly("M-1");
        assertThat(standIns.of("M-3")).isEmpty();
        assertThat(standIns.awayUntil("M-1")).hasValue(Instant.parse("2026-12-09T00:00:00Z"));
    }
}
