package dev.wangge.grids.people;

import dev.wangge.grids.directory.Within;
import dev.wangge.grids.people.Unmaskings.View;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who saw whose contact whole, and what for. */
@RestController
@Tag(name = "people")
class UnmaskingController {
    private static final Set<Integer> LEVELS = Set.of(2, 4, 6, 9, 12, 15);
    private final Unmaskings unmaskings;

    UnmaskingController(Unmaskings unmaskings) {
        this.unmaskings = unmaskings;
    }

    @Operation(summary = "Contacts that were shown whole, the newest first; for administrators")
    @AllowedTo({Role.ADMIN, Role.AUDIT_ADMIN})
    @GetMapping("/api/v1/unmaskings")
    Page<View> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var prefixes = Within.prefixes(within);
        if (within != null && !LEVELS.contains(prefixes.getFirst().length())) {
            throw Problem.invalid(
                    Pointed.parameter(
                            "within", "wrong-value", "within is a division's or grid's code"));
        }
        return unmaskings.list(prefixes, limit, cursor);
    }
}
