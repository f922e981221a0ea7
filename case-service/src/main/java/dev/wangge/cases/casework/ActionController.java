package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.evidence.References;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.platform.openapi.PathVariants;
import dev.wangge.platform.openapi.PathVariants.Variant;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Acting on cases, within the caller's divisions. */
@RestController
@Tag(name = "cases", description = "案件")
class ActionController {
    private static final String PATH = "/api/v1/cases/{id}/actions/{name}";
    private final Cases cases;
    private final CaseActions actions;
    private final Callers callers;
    private final CaseViews views;
    private final Photos photos;
    private final StrictBodies bodies;

    ActionController(
            Cases cases,
            CaseActions actions,
            Callers callers,
            CaseViews views,
            Photos photos,
            StrictBodies bodies) {
        this.cases = cases;
        this.actions = actions;
        this.callers = callers;
        this.views = views;
        this.photos = photos;
        this.bodies = bodies;
    }

    /** In the description each action stands for itself, with what it takes. */
    @Bean
    static PathVariants actionsOnCases(CaseActions actions) {
        return new PathVariants(
                PATH,
                "name",
                "case",
                actions.all().stream()
                        .map(it ->
                                new Variant(
                                        it.slug(),
                                        it.summary(),
                                        it.fields().command(),
                                        it.who().roleNames()))
                        .toList());
    }

    @Operation(
            summary = "Act on a case",
            description =
                    "A case says itself which actions are possible now, and what they take, in"
                            + " `actions`")
    @AllowedTo({Role.DISPATCHER, Role.HANDLER, Role.VERIFIER, Role.REPORTER, Role.SUPERVISOR})
    @PostMapping(PATH)
    @Takes(optional = true)
    ResponseEntity<CaseView> act(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] raw,
            HttpServletRequest request) {
        var caller = callers.current();
        var body = raw == null ? new byte[0] : raw;
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), body);
        var stored = cases.find(id);
        // A repeat gets its first answer, whatever has changed since: nothing is checked before.
        var before = key == null ? Optional.<Case>empty() : stored.flatMap(it -> it.asLeftBy(key));
        if (before.isPresent()) {
            stored.ifPresent(Cases::noteRead);
            return views.answer(ResponseEntity.ok(), before.get(), caller);
        }
        var visible = Cases.visible(stored, caller);
        var action =
                actions.find(name)
                        .orElseThrow(
                                () -> new Problem(ProblemType.NO_SUCH_ACTION, "No action " + name));
        action.who().require(caller);
        var it = act(visible, action, body, caller, ifMatch, key);
        return views.answer(ResponseEntity.ok(), it, caller);
    }

    private <C extends CaseCommand> Case act(
            StoredCase visible,
            CaseAction<C> action,
            byte[] body,
            Caller caller,
            @Nullable String ifMatch,
            @Nullable IdempotencyKey key) {
        var command = bodies.read(body, action.fields().command());
        action.fields().checkTexts(command);
        cases.checkReach(command, caller);
        References.EVIDENCE.check(visible.id(), command.evidence(), photos);
        References.ATTACHMENTS.check(visible.id(), command.attachments(), photos);
        var by = cases.actor(caller, command.by());
        return cases.act(
                visible,
                action,
                command,
                by,
                found -> Cases.isVisible(found, caller),
                it -> {
                    if (!action.isForSides() && !Cases.isInCharge(it, caller)) {
                        throw Cases.notInCharge();
                    }
                    action.who().requireTheirs(it, caller, by);
                },
                ifMatch,
                key);
    }
}
