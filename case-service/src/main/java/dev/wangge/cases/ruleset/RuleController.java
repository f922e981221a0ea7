package dev.wangge.cases.ruleset;

import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.PathVariants;
import dev.wangge.platform.openapi.PathVariants.Variant;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rules are read by everybody who works by them, and set by whoever administers a division. */
@RestController
@Tag(name = "rules", description = "规则")
@Examples("division=540328")
class RuleController {
    private static final String PATH = "/api/v1/rules/{set}";
    private static final String VERSION = PATH + "/versions/{version}";
    private static final String CHECK = PATH + ":check";

    /** As it is mapped: what is done with a set is none. */
    private static final String SET = "/api/v1/rules/{set:[a-z]+}";

    private final RulesInForce inForce;
    private final RuleDesk desk;
    private final StrictBodies bodies;
    private final Clock clock;

    RuleController(RulesInForce inForce, RuleDesk desk, StrictBodies bodies, Clock clock) {
        this.inForce = inForce;
        this.desk = desk;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** What would be wrong; nothing when it could be set. */
    record Checked(List<Finding> findings) implements Told {}

    @Bean
    static PathVariants readingRules(List<RuleSet<?, ?>> sets) {
        return variants(HttpMethod.GET, PATH, "rules", sets, "The rules in force: ", null);
    }

    @Bean
    static PathVariants readingVersionsOfRules(List<RuleSet<?, ?>> sets) {
        return variants(HttpMethod.GET, VERSION, "rulesVersion", sets, "One version: ", null);
    }

    @Bean
    static PathVariants settingRules(List<RuleSet<?, ?>> sets) {
        return variants(
                HttpMethod.PUT, PATH, "rulesSet", sets, "Set rules: ", it -> it.form().change());
    }

    @Bean
    static PathVariants givingUpRules(List<RuleSet<?, ?>> sets) {
        return variants(HttpMethod.DELETE, PATH, "rulesGivenUp", sets, "Inherit again: ", null);
    }

    @Bean
    static PathVariants checkingRules(List<RuleSet<?, ?>> sets) {
        return new PathVariants(
                CHECK,
                "set",
                "rulesCheck",
                sets.stream()
                        .map(it ->
                                new Variant(
                                        it.name(),
                                        "What would be wrong with rules: " + it.name(),
                                        it.form().change(),
                                        List.of()))
                        .toList());
    }

    private static PathVariants variants(
            HttpMethod method,
            String path,
            String id,
            List<RuleSet<?, ?>> sets,
            String summary,
            @Nullable Function<RuleSet<?, ?>, Class<?>> body) {
        return new PathVariants(
                method,
                path,
                "set",
                id,
                sets.stream()
                        .map(it ->
                                new Variant(
                                        it.name(),
                                        summary + it.name(),
                                        body == null ? null : body.apply(it),
                                        view(it)))
                        .toList());
    }

    private static Type view(RuleSet<?, ?> set) {
        return ResolvableType.forClassWithGenerics(RuleView.class, set.form().body()).getType();
    }

    @Operation(
            summary = "The rules in force",
            description =
                    "Those of the division, else of the nearest one above that has some, else those"
                            + " that are built in. ETag is the division's own last version; where"
                            + " it never had any there is none, and the first is set with"
                            + " If-Match: \"0\"")
    @Answers(mayLackETag = true)
    @AllowedToCountyStaff
    @GetMapping(SET)
    ResponseEntity<RuleView<?>> inForce(
            @PathVariable String set, @RequestParam(required = false) @Nullable String division) {
        var asked = RuleDivision.readable(division, Caller.current());
        return inForce(named(set), asked);
    }

    private <B extends Record> ResponseEntity<RuleView<?>> inForce(
            RuleSet<B, ?> set, String division) {
        return answer(set, inForce.versionInForce(set, division), division);
    }

    private <B extends Record> ResponseEntity<RuleView<?>> answer(
            RuleSet<B, ?> set, RuleVersion<B> version, String division) {
        var answer = ResponseEntity.ok();
        int own = version.isOf(division) ? version.version() : inForce.lastOf(set, division);
        if (own > 0) {
            answer.eTag(new EntityTag(own).toString());
        }
        return answer.body(RuleView.of(version));
    }

    @Operation(summary = "A division's own versions, newest first")
    @AllowedToCountyStaff
    @GetMapping(SET + "/versions")
    Page<RuleView.Row> versions(
            @PathVariable String set,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<Integer> cursor) {
        Page.checkLimit(limit);
        var asked = RuleDivision.readable(division, Caller.current());
        return Page.of(
                desk.history(named(set), asked, cursor.orElse(Integer.MAX_VALUE), limit + 1),
                limit,
                clock.instant(),
                entry -> Integer.toString(entry.version()),
                shown -> shown.stream().map(RuleView.Row::of).toList());
    }

    @Operation(summary = "One of a division's own versions; 0 is built in")
    @Answers(mayLackETag = true)
    @AllowedToCountyStaff
    @GetMapping(SET + "/versions/{version}")
    RuleView<?> version(
            @PathVariable String set,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String division) {
        var asked = RuleDivision.readable(division, Caller.current());
        return desk.version(named(set), asked, version);
    }

    @Operation(
            summary = "Set rules for a division, as its next version",
            description =
                    "In force at once here, within seconds in every instance. Cases that there are"
                            + " keep the version they began with")
    @AllowedTo(Role.ADMIN)
    @PutMapping(SET)
    @Takes
    ResponseEntity<RuleView<?>> set(
            @PathVariable String set,
            @RequestParam(required = false) @Nullable String division,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var of = RuleDivision.settable(division, caller);
        return set(named(set), of, raw, ifMatch, caller);
    }

    private <B extends Record> ResponseEntity<RuleView<?>> set(
            RuleSet<B, ?> set,
            String division,
            byte @Nullable [] raw,
            @Nullable String ifMatch,
            Caller caller) {
        var change = change(set, raw);
        return answer(set, desk.set(set, division, change, ifMatch, caller.by()), division);
    }

    private <B extends Record> RuleChange<B> change(RuleSet<B, ?> set, byte @Nullable [] raw) {
        return bodies.read(raw == null ? new byte[0] : raw, set.form().change());
    }

    @Operation(
            summary = "Give up a division's own rules, as its next version",
            description =
                    "Those above decide from then on; what it had stays in its history. Without any"
                            + " of its own nothing changes")
    @Answers(mayLackETag = true)
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(SET)
    ResponseEntity<RuleView<?>> inherit(
            @PathVariable String set,
            @RequestParam(required = false) @Nullable String division,
            @RequestParam String why,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        var caller = Caller.current();
        var of = RuleDivision.settable(division, caller);
        return inherit(named(set), of, why, ifMatch, caller);
    }

    private <B extends Record> ResponseEntity<RuleView<?>> inherit(
            RuleSet<B, ?> set,
            String division,
            String why,
            @Nullable String ifMatch,
            Caller caller) {
        var reason = FreeText.required(why, "why", RuleChange.LONGEST_WHY);
        return answer(set, desk.inherit(set, division, reason, ifMatch, caller.by()), division);
    }

    @Operation(summary = "What would be wrong with rules; nothing is set")
    @AllowedTo(Role.ADMIN)
    @PostMapping(SET + ":check")
    @Takes
    Checked check(
            @PathVariable String set,
            @RequestParam(required = false) @Nullable String division,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var of = RuleDivision.settable(division, Caller.current());
        return check(named(set), of, raw);
    }

    private <B extends Record> Checked check(
            RuleSet<B, ?> set, String division, byte @Nullable [] raw) {
        return new Checked(desk.check(set, change(set, raw).body(), division));
    }

    private RuleSet<?, ?> named(String set) {
        return inForce.set(set)
                .orElseThrow(() -> new Problem(ProblemType.NO_SUCH_RULES, "No rules " + set));
    }
}
