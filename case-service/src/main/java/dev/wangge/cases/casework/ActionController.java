package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.directory.Callers;
import dev.wangge.platform.openapi.PathVariants;
import dev.wangge.platform.openapi.PathVariants.Variant;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
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
    private final ActionDesk desk;
    private final Callers callers;
    private final CaseViews views;

    ActionController(ActionDesk desk, Callers callers, CaseViews views) {
        this.desk = desk;
        this.callers = callers;
        this.views = views;
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
        var it = desk.act(id, name, body, caller, new Sending(ifMatch, key, null));
        return views.answer(ResponseEntity.ok(), it, caller);
    }
}
