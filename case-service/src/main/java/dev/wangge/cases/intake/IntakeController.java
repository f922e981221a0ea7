package dev.wangge.cases.intake;

import dev.wangge.cases.casework.CaseView;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.casework.Sending;
import dev.wangge.cases.life.Case;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Reports come in here and leave as cases. */
@RestController
@Tag(name = "cases", description = "案件")
class IntakeController {
    private static final String PATH = "/api/v1/cases";
    private final Intake intake;
    private final CaseViews views;

    IntakeController(Intake intake, CaseViews views) {
        this.intake = intake;
        this.views = views;
    }

    @AllowedTo({Role.REPORTER, Role.DISPATCHER, Role.HANDLER, Role.VERIFIER})
    @PostMapping(PATH)
    @Operation(summary = "Report a case; only kind and title are needed")
    @Takes(NewCase.class)
    @Answers(201)
    ResponseEntity<CaseView> create(
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var body = raw == null ? new byte[0] : raw;
        var key = IdempotencyKey.of(header, caller.client(), PATH, body);
        var id = key == null ? UUID.randomUUID().toString() : key.id();
        var bearer = authorization.substring("Bearer ".length());
        return created(intake.open(id, body, caller, bearer, Sending.once(key)), caller);
    }

    private ResponseEntity<CaseView> created(Case it, Caller caller) {
        return views.answer(ResponseEntity.created(URI.create(PATH + "/" + it.id())), it, caller);
    }
}
