package dev.wangge.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wangge.contracts.audit.v1.AuditFact;
import dev.wangge.contracts.audit.v1.AuditFact.Call;
import dev.wangge.contracts.audit.v1.AuditFact.CallRefused;
import dev.wangge.contracts.audit.v1.AuditFact.RefusalsDropped;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/** Who was refused for who they are is written down soon, and fills no database. */
class RefusalLogTest {
    private static final Instant AT = Instant.parse("2026-12-01T02:00:00Z");
    private final List<AuditFact> kept = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private boolean away;
    private final RefusalLog log =
            new RefusalLog(
                    notes -> {
                        if (away) {
                            throw new IllegalStateException("away");
                        }
                        notes.forEach(note -> kept.add(note.fact()));
                    },
                    () -> AT,
                    metrics);

    private void refuse(ProblemType type, String about) {
        var request = new MockHttpServletRequest("POST", "/x");
        request.setRemoteAddr("10.1.2.3");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/x/{id}");
        request.setAttribute(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                Map.of("id", about, "token", "a-secret"));
        log.refused(request, new Problem(type, "No"));
    }

    private static CallRefused refused(String about, long times) {
        return new CallRefused(
                new Call("10.1.2.3", "POST /api/v1/x/{id}", null), about, "not-permitted", times);
    }

    @Test
    void theSameOfOneMomentIsOneRecordWithItsNumber() {
        for (int i = 0; i < 1_000; i++) {
            refuse(ProblemType.NOT_PERMITTED, "case-1");
        }
        refuse(ProblemType.NOT_PERMITTED, "case-2");
        assertThat(kept).isEmpty();
        log.write();
        log.write();

        assertThat(kept).containsExactly(refused("case-1", 1_000), refused("case-2", 1));
    }

    @Test
    void ofTooManyDifferentOnesTheTrailKnowsHowManyThereWere() {
        for (int i = 0; i < 130; i++) {
            refuse(ProblemType.NOT_PERMITTED, "case-" + i);
        }
        log.write();

        assertThat(kept).hasSize(101).contains(refused("case-99", 1), new RefusalsDropped(30));
        assertThat(metrics.counter("wangge.audit.refusals.dropped").count()).isEqualTo(30);
    }

    @Test
    void whatCannotBeWrittenWaits() {
        away = true;
        refuse(ProblemType.NOT_PERMITTED, "case-1");
        log.write();
        refuse(ProblemType.NOT_PERMITTED, "case-1");
        refuse(ProblemType.NOT_PERMITTED, "case-2");
        log.write();
        away = false;
        log.last();

        assertThat(kept).containsExactly(refused("case-1", 2), refused("case-2", 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_PERMITTED", "OUTSIDE_SCOPE", "VERIFIER_IS_HANDLER", "SAME_PERSON"})
    void whoeverIsRefusedForWhoTheyAreIsThere(ProblemType type) {
        refuse(type, "case-1");
        log.write();
        assertThat(kept).extracting(AuditFact::why).containsExactly(type.slug());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SUCH_CASE", "INVALID_REQUEST", "STALE_VERSION", "UNAUTHENTICATED"})
    void whoeverIsRefusedForAnythingElseIsNot(ProblemType type) {
        refuse(type, "case-1");
        log.write();
        assertThat(kept).isEmpty();
    }

    /** Whoever types a phone into an address has it in no trail. */
    @ParameterizedTest
    @ValueSource(strings = {"13912345678", "8613912345678", "089112345678", "扎西", "a b", ""})
    void whatIsNoIdOfOursIsLeftOut(String typed) {
        refuse(ProblemType.NOT_PERMITTED, typed);
        log.write();
        assertThat(kept).extracting(AuditFact::about).containsExactly((String) null);
    }
}
