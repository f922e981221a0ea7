package dev.wangge.cases.life;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.action.CaseAction;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAlertReported;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseLocatingPostponed;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CaseSnapshotTest {
    @Provide
    Arbitrary<List<String>> lives() {
        return Arbitraries.of(Acting.actions().all().stream().map(CaseAction::slug).toList())
                .list()
                .ofMaxSize(30);
    }

    /** Acted on from its snapshot, a case becomes what its facts say, whatever is done to it. */
    @Property(tries = 300)
    void theFoldProvesTheSnapshot(@ForAll("lives") List<String> tried, @ForAll CaseKind kind) {
        var whole = Acting.reported(kind);
        var resumed = resumed(whole);
        for (var action : tried) {
            try {
                Acting.act(whole, action, "person-" + whole.seq());
            } catch (Problem refused) {
                continue;
            }
            resumed = resumed(whole);
            assertThat(resumed.state()).isEqualTo(whole.state());
            assertThat(resumed.state()).isEqualTo(folded(whole).state());
            assertThat(resumed.seq()).isEqualTo(whole.seq());
            assertThat(TallyContribution.of(resumed)).isEqualTo(TallyContribution.of(whole));
        }
        // And it goes on as one that was folded does.
        resumed.record(remark(), Actor.SYSTEM, NOW);
        whole.record(remark(), Actor.SYSTEM, NOW);
        assertThat(resumed.newFacts()).containsExactly(whole.facts().getLast());
    }

    @Test
    void whatWaitsToBeLocatedIsInTheSnapshotToo() {
        var it = Acting.reported(CaseKind.REQUEST);
        it.record(new CaseLocatingPostponed(it.path(), "540328101201"), Actor.SYSTEM, NOW);

        assertThat(resumed(it).locatingPostponed()).isTrue();
        assertThat(resumed(it).division()).isEqualTo("540328101201");
        assertThat(resumed(it).state()).isEqualTo(it.state());
    }

    @Test
    void aSnapshotFromBeforeTheLastFactOrOfAnotherVersionIsNotBelieved() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        var snapshot = CaseSnapshot.of(it);

        assertThat(CaseSnapshot.read(it.id(), snapshot, it.seq() + 1, it.texts(), 0)).isEmpty();
        assertThat(CaseSnapshot.read(it.id(), null, it.seq(), it.texts(), 0)).isEmpty();
        snapshot.put("version", CaseState.VERSION - 1);
        assertThat(CaseSnapshot.read(it.id(), snapshot, it.seq(), it.texts(), 0)).isEmpty();
    }

    @Test
    void whatIsToldAgainIsKnownAgain() {
        var it = Acting.dispatched(CaseKind.REQUEST);
        it.record(remark(), Actor.SYSTEM, NOW);

        assertThat(Case.heard(it.facts())).containsExactly(Case.digest(remark()));
        assertThat(Case.digest(new CaseAlertReported("A-1", "M-1", "WECOM", "DELIVERED")))
                .isNotEqualTo(Case.digest(remark()));
    }

    private static CaseAlertReported remark() {
        return new CaseAlertReported("A-1", "M-1", "WECOM", "SENT");
    }

    private static Case resumed(Case it) {
        return CaseSnapshot.read(it.id(), CaseSnapshot.of(it), it.seq(), it.texts(), 0)
                .orElseThrow();
    }

    private static Case folded(Case it) {
        return Case.fold(it.id(), it.facts(), it.texts(), Long.MAX_VALUE, 0);
    }
}
