package dev.wangge.cases.list;

import dev.wangge.cases.directory.Callers;
import dev.wangge.platform.openapi.Spelled;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How many cases wait within the caller's divisions. */
@RestController
@Tag(name = "cases", description = "案件")
class CaseCountController {
    private final OpenCounts counts;
    private final ListScope scope;
    private final Callers callers;
    private final Clock clock;

    CaseCountController(OpenCounts counts, ListScope scope, Callers callers, Clock clock) {
        this.counts = counts;
        this.scope = scope;
        this.callers = callers;
        this.clock = clock;
    }

    /** By what they may be counted apart. */
    enum By {
        GRID
    }

    @Operation(summary = "How many open cases there are within the caller's divisions")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/cases:counts")
    CaseCounts counts(
            @RequestParam Optional<String> within,
            @Spelled(By.class) @RequestParam Optional<String> by) {
        var caller = callers.current();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        by.filter(it -> !it.equals("grid"))
                .ifPresent(it -> {
                    throw Problem.invalid(Pointed.parameter("by", "wrong-value", "by is grid"));
                });
        return by.isPresent()
                ? counts.byGrid(scope.ofPlaces(within, caller), now)
                : counts.of(scope.of(within, caller), now);
    }
}
