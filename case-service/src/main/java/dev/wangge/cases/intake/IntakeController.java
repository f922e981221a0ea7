package dev.wangge.cases.intake;

import dev.wangge.cases.casework.CaseView;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.casework.Cases;
import dev.wangge.cases.life.Case;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
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
    private final Cases cases;
    private final CaseViews views;
    private final StrictBodies bodies;

    IntakeController(Intake intake, Cases cases, CaseViews views, StrictBodies bodies) {
        this.intake = intake;
        this.cases = cases;
        this.views = views;
        this.bodies = bodies;
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
        try {
            return created(
                    intake.open(id, bodies.read(body, NewCase.class), caller, bearer, key), caller);
        } catch (Problem refused) {
            // A repeat gets what its first time got, though the same may be refused by now. Fresh
            // keys are not looked up first: the insert says whether there is one.
            var before = key == null ? Optional.<Case>empty() : cases.opened(id, key);
            return created(before.orElseThrow(() -> refused), caller);
        }
    }

    private ResponseEntity<CaseView> created(Case it, Caller caller) {
        return views.answer(ResponseEntity.created(URI.create(PATH + "/" + it.id())), it, caller);
    }
}
