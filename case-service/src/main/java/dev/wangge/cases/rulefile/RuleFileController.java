package dev.wangge.cases.rulefile;

import dev.wangge.cases.rulefile.RuleFiles.Compared;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleDesk;
import dev.wangge.cases.ruleset.RuleDivision;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A county's rules as one file: to keep, to compare, to give to another. */
@RestController
@Tag(name = "rules", description = "规则")
@Examples("division=540328")
class RuleFileController {
    private static final String PATH = "/api/v1/rules";
    private final RuleFiles files;
    private final RuleDesk desk;
    private final StrictBodies bodies;

    RuleFileController(RuleFiles files, RuleDesk desk, StrictBodies bodies) {
        this.files = files;
        this.desk = desk;
        this.bodies = bodies;
    }

    /**
     * What became of a file.
     *
     * @param set whether it was brought in
     */
    record Brought(boolean set, List<Compared> sets) {}

    @Operation(
            summary = "All that a division has set, as one file",
            description = "What it inherits is not in it")
    @AllowedToCountyStaff
    @Audited(AuditedAct.EXPORTS)
    @GetMapping(PATH + ":export")
    RuleFile export(@RequestParam(required = false) @Nullable String division) {
        var of = RuleDivision.readable(division, Caller.current());
        AuditedRequest.isAbout(of, null);
        return files.of(of);
    }

    @Operation(
            summary = "Bring in a file of rules: all of it, or nothing",
            description =
                    "With dryRun=true it says where the file differs from what is in force, and"
                            + " nothing is set. What the division set since the file was taken out"
                            + " is replaced only where overwrite names it; sets that are not in the"
                            + " file stay")
    @AllowedTo(Role.ADMIN)
    @PostMapping(PATH + ":import")
    @Takes(RuleFile.class)
    Brought bring(
            @RequestParam(required = false) @Nullable String division,
            @RequestParam String why,
            @RequestParam Optional<String> overwrite,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var of = RuleDivision.settable(division, caller);
        var reason = FreeText.required(why, "why", RuleChange.LONGEST_WHY);
        var file = bodies.read(raw == null ? new byte[0] : raw, RuleFile.class);
        desk.requireComplete(file);
        var replaced = replaced(file, overwrite);
        if (dryRun) {
            return new Brought(false, files.compare(file, of));
        }
        return new Brought(true, files.bring(file, of, replaced, reason, caller.by()));
    }

    private static Set<String> replaced(RuleFile file, Optional<String> overwrite) {
        var names =
                overwrite
                        .filter(it -> !it.isEmpty())
                        .map(it -> List.of(it.split(",", -1)))
                        .orElse(List.of());
        var there = file.sets().stream().map(RuleFile.Part::set).toList();
        for (var name : names) {
            if (!there.contains(name)) {
                throw Problem.invalid(
                        Pointed.parameter("overwrite", "no-such-rules", "No rules " + name));
            }
        }
        return Set.copyOf(names);
    }
}
