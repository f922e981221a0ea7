package dev.wangge.cases.access;

import static dev.wangge.cases.action.Acting.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.cases.action.Acting;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.Actor;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseConfided;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sees a case; Acting's are reported by county-demo, in a village of 540328. */
class AccessKeysTest {
    private static Case confided(boolean confidential) {
        var it = Acting.reported(CaseKind.DISPUTE);
        it.record(new CaseConfided(confidential, true), Actor.parse("county-demo"), NOW);
        return it;
    }

    private static boolean sees(
            String client, @Nullable String person, Role role, String division, Case it) {
        var caller =
                new Caller(
                        client,
                        person,
                        Set.of(role),
                        List.of(division),
                        List.of(),
                        List.of(),
                        null,
                        null);
        var listed = !Collections.disjoint(AccessKeys.of(it), AccessKeys.listed(caller));
        var read = !Collections.disjoint(AccessKeys.of(it), AccessKeys.of(caller));
        assertThat(read || !listed).as("what is listed is read").isTrue();
        return read;
    }

    @Test
    void whatIsNotConfidentialIsSeenByWhomItsDivisionsAre() {
        for (var it : List.of(Acting.reported(CaseKind.DISPUTE), confided(false))) {
            assertThat(AccessKeys.of(it)).isEqualTo(it.path());
            assertThat(sees("county-handler", null, Role.HANDLER, "540328", it)).isTrue();
            assertThat(sees("county-demo", null, Role.REPORTER, "540302", it)).isFalse();
            assertThat(sees("neighbour-demo", null, Role.DISPATCHER, "540302", it)).isFalse();
        }
    }

    @Test
    void whatIsConfidentialIsSeenByItsDispatchersAndWhoReportedIt() {
        var it = confided(true);

        assertThat(sees("another", null, Role.DISPATCHER, "540328", it)).isTrue();
        assertThat(sees("township", null, Role.DISPATCHER, "540328101", it)).isTrue();
        assertThat(sees("county-demo", null, Role.REPORTER, "540328", it)).isTrue();
        for (var role : EnumSet.complementOf(EnumSet.of(Role.DISPATCHER))) {
            assertThat(sees("another", null, role, "540328", it)).as(role.spelled()).isFalse();
        }
        assertThat(sees("neighbour-demo", null, Role.DISPATCHER, "540302", it)).isFalse();
        // A person at a console is somebody else than the console.
        assertThat(sees("county-demo", "zhang", Role.HANDLER, "540328", it)).isFalse();
    }

    @Test
    void whatTheServicesDoReachesAllCases() {
        for (var it : List.of(confided(false), confided(true))) {
            assertThat(AccessKeys.of(it)).containsAnyElementsOf(AccessKeys.ofAllIn("540328"));
            assertThat(AccessKeys.of(it)).doesNotContainAnyElementsOf(AccessKeys.ofAllIn("540302"));
        }
    }

    /** A list reads as many runs of its index as there are keys. */
    @Test
    void nobodyLooksByMoreThanTwiceTheirDivisions() {
        for (var role : List.of(Role.DISPATCHER, Role.HANDLER)) {
            var caller = Caller.system("c", Set.of(role), List.of("540328"));
            assertThat(AccessKeys.listed(caller)).hasSize(2);
        }
    }
}
