package dev.wangge.cases.check;

import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tells by which key the lots of a month were drawn, so that everybody can draw again. */
@RestController
@Tag(name = "cases", description = "案件")
class SpotCheckController {
    private final Lots lots;

    SpotCheckController(Lots lots) {
        this.lots = lots;
    }

    /**
     * A month's key.
     *
     * @param month as 2026-11
     * @param key 32 hexadecimal digits
     */
    record SpotChecks(String month, String key) {}

    @Operation(
            summary = "By which key the spot checks of a month were drawn",
            description = "When the month is over; the lot of each case is in its timeline")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/spot-checks/{month}")
    SpotChecks of(@PathVariable String month) {
        var asked = month(month);
        return lots.keyOf(asked)
                .map(key -> new SpotChecks(asked.toString(), key))
                .orElseThrow(() ->
                        new Problem(
                                ProblemType.NOT_FOUND,
                                "The key of a month is told when the month is over"));
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    Pointed.parameter("month", "invalid", "Not a month like 2026-11"));
        }
    }
}
