package dev.wangge.cases.trial;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.ruleset.RuleDesk;
import dev.wangge.cases.ruleset.RuleDivision;
import dev.wangge.cases.triage.Triage;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.cases.triage.TriageRules;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tries rows on the cases there were, before they are set. */
@RestController
@Tag(name = "rules", description = "规则")
@Examples("division=540328")
class TrialController {
    private static final int MOST = 1_000;
    private static final int NAMED = 200;
    private static final Duration A_MONTH = Duration.ofDays(31);
    private final TriageRules rules;
    private final RuleDesk desk;
    private final PastCases cases;
    private final StrictBodies bodies;
    private final Clock clock;

    TrialController(
            TriageRules rules, RuleDesk desk, PastCases cases, StrictBodies bodies, Clock clock) {
        this.rules = rules;
        this.desk = desk;
        this.cases = cases;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * What is tried.
     *
     * @param from when cases were reported, a month before {@code to} if null
     * @param to now if null
     */
    record Trial(
            @Schema(requiredMode = REQUIRED) TriageRules.Body body,
            @Schema(format = "date-time", example = "2026-11-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(format = "date-time", example = "2026-12-01T00:00:00+08:00")
                    @Nullable String to) {}

    /**
     * What would have come of it.
     *
     * @param tried how many cases were looked at, the newest 1,000 of them
     * @param moved how many would have another tier than by the rule that decided
     * @param cases the first 200 of those
     */
    record Tried(int tried, int moved, List<Moved> cases) {}

    /** A case that would have another tier. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Moved(String id, String number, Tier from, Tier to, String rule) {}

    @Operation(
            summary = "Which past cases would have another tier by these rows; nothing is set",
            description = "Cases whose level a person set, or that have none, are left out")
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/rules/triage:try")
    @Takes(Trial.class)
    Tried tryOut(
            @RequestParam(required = false) @Nullable String division,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var of = RuleDivision.settable(division, Caller.current());
        var trial = bodies.read(raw == null ? new byte[0] : raw, Trial.class);
        desk.requireSound(rules, trial.body(), of);
        var to = time("#/to", trial.to(), clock.instant());
        var from = time("#/from", trial.from(), to.minus(A_MONTH));
        return tried(rules.rules(trial.body()), cases.newest(of, from, to, MOST));
    }

    private static Instant time(String pointer, @Nullable String said, Instant otherwise) {
        return said == null ? otherwise : Times.at(pointer, said, Times.SANE);
    }

    private static Tried tried(Triage triage, List<Case> past) {
        var decided = past.stream().filter(TrialController::isByRule).toList();
        var moved = decided.stream().flatMap(it -> moved(it, triage)).toList();
        return new Tried(
                decided.size(), moved.size(), moved.subList(0, Math.min(NAMED, moved.size())));
    }

    private static boolean isByRule(Case it) {
        var triaged = it.triaged();
        return triaged != null && triaged.rulebook() != null;
    }

    private static Stream<Moved> moved(Case it, Triage triage) {
        var was = it.tier();
        var would = triage.level(TriageInput.of(it));
        return was == null || was == would.tier()
                ? Stream.empty()
                : Stream.of(new Moved(it.id(), it.number(), was, would.tier(), would.rule()));
    }
}
