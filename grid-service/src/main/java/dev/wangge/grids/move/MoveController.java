package dev.wangge.grids.move;

import dev.wangge.grids.directory.Within;
import dev.wangge.grids.move.Moves.Shown;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Spelled;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.text.Languages;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.TimeOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Seasonal moves: planned by dispatchers, acted on by whoever is on the road with them. */
@RestController
@Tag(name = "seasonal-moves", description = "转场")
class MoveController {
    static final String PATH = "/api/v1/seasonal-moves";
    private final Moves moves;
    private final MoveLists lists;
    private final PlanCheck checks;
    private final MoveSettings settings;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;
    private final Vault vault;
    private final Clock clock;

    MoveController(
            Moves moves,
            MoveLists lists,
            PlanCheck checks,
            MoveSettings settings,
            StrictBodies bodies,
            IdempotentResponses responses,
            Vault vault,
            Clock clock) {
        this.moves = moves;
        this.lists = lists;
        this.checks = checks;
        this.settings = settings;
        this.bodies = bodies;
        this.responses = responses;
        this.vault = vault;
        this.clock = clock;
    }

    @Operation(summary = "Plan a seasonal move")
    @AllowedTo(Role.DISPATCHER)
    @PostMapping(PATH)
    @Takes(PlanBody.class)
    @Answers(201)
    ResponseEntity<MoveView> plan(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var raw = raw(request);
        var key = IdempotencyKey.of(header, caller.client(), PATH, raw);
        return responses.once(
                key,
                MoveView.class,
                () -> {
                    var shown = moves.plan(bodies.read(raw, PlanBody.class), caller, key);
                    return answer(HttpStatus.CREATED, shown, caller, request);
                });
    }

    @Operation(summary = "Moves from or to a division, by state; or those not heard of")
    @AllowedToCountyStaff
    @GetMapping(PATH)
    Page<MoveView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam Optional<MoveStatus> status,
            @RequestParam Optional<Boolean> overdue,
            @RequestParam(defaultValue = "-createdAt") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor,
            HttpServletRequest request) {
        Page.checkLimit(limit);
        var caller = Caller.current();
        var order = TimeOrder.of(sort, "createdAt");
        return Page.of(
                lists.list(Within.prefixes(within), status, overdue, cursor, order, limit + 1),
                limit,
                clock.instant(),
                found -> TimeOrder.cursor(found.createdAt(), found.id()),
                shown -> views(shown, caller, request));
    }

    private List<MoveView> views(
            List<StoredMove> shown, Caller caller, HttpServletRequest request) {
        return shown.stream()
                .map(stored -> {
                    var it = stored.now();
                    return view(it, stored.householdsOf(it, vault), null, caller, request);
                })
                .toList();
    }

    @Operation(summary = "One move")
    @AllowedToCountyStaff
    @GetMapping(PATH + "/{id}")
    ResponseEntity<MoveView> one(@PathVariable String id, HttpServletRequest request) {
        var caller = Caller.current();
        var stored = moves.visible(id, caller);
        var it = stored.now();
        var shown = new Shown(it, stored.householdsOf(it, vault));
        return answer(HttpStatus.OK, shown, caller, request);
    }

    @Operation(summary = "Plan it anew while it is only planned; If-Match guards a lost update")
    @AllowedTo(Role.DISPATCHER)
    @PutMapping(PATH + "/{id}")
    @Takes(PlanBody.class)
    ResponseEntity<MoveView> change(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        moves.visible(id, caller);
        var body = bodies.read(raw(request), PlanBody.class);
        return answer(HttpStatus.OK, moves.change(id, body, caller, ifMatch), caller, request);
    }

    @Operation(
            summary = "depart{at} check-in{lng,lat,…} arrive{people,livestock} reconcile cancel",
            description = "Which are possible now a move says itself, in its actions")
    @AllowedTo({Role.HANDLER, Role.DISPATCHER})
    @PostMapping(PATH + "/{id}/actions/{name}")
    @Takes(value = MoveOrder.class, optional = true)
    ResponseEntity<MoveView> act(
            @PathVariable String id,
            @Spelled(MoveAction.class) @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var raw = raw(request);
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), raw);
        return responses.once(
                key,
                MoveView.class,
                () -> {
                    var action = permitted(id, name, caller);
                    var order = bodies.read(raw, MoveOrder.class);
                    var shown = moves.act(id, action, order, caller, ifMatch, key);
                    return answer(HttpStatus.OK, shown, caller, request);
                });
    }

    /** What a repeat is not asked again: it gets its first answer, whatever has changed since. */
    private MoveAction permitted(String id, String name, Caller caller) {
        var plan = moves.visible(id, caller).now().plan();
        var action =
                MoveAction.of(name)
                        .orElseThrow(
                                () -> new Problem(ProblemType.NO_SUCH_ACTION, "No action " + name));
        caller.requireAny(action.roles());
        if (action.decidedWhereTheyLeave()) {
            caller.requireScope(plan.fromGrid());
        }
        return action;
    }

    private static byte[] raw(HttpServletRequest request) throws IOException {
        return new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
    }

    private ResponseEntity<MoveView> answer(
            HttpStatus status, Shown shown, Caller caller, HttpServletRequest request) {
        var it = shown.it();
        var phones = Household.phoneIndexes(shown.households(), vault);
        var response = ResponseEntity.status(status).eTag(new EntityTag(it.version()).toString());
        if (status == HttpStatus.CREATED) {
            response.location(URI.create(PATH + "/" + it.id()));
        }
        return response.body(
                view(it, shown.households(), checks.warnings(it, phones, caller), caller, request));
    }

    private MoveView view(
            Move it,
            List<Household> households,
            @Nullable List<PlanCheck.MoveWarning> warnings,
            Caller caller,
            HttpServletRequest request) {
        var seen = it.state().lastSeenAt();
        return MoveView.of(
                it,
                households,
                seen != null && seen.isBefore(clock.instant().minus(settings.silentFor())),
                warnings,
                Languages.asked(request),
                caller);
    }
}
