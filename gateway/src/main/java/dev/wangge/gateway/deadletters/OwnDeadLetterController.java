package dev.wangge.gateway.deadletters;

import dev.wangge.platform.deadletter.DeadLetterDesk;
import dev.wangge.platform.deadletter.DeadLetterView;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A dead letter of the gateway's own: all others pass to the services that their ids name. */
@Hidden // The services describe it.
@RestController
@RequestMapping(DeadLetterView.PATH + "/{id:gateway-.*}")
class OwnDeadLetterController {
    private final DeadLetterDesk desk;
    private final IdempotentResponses responses;

    OwnDeadLetterController(DeadLetterDesk desk, IdempotentResponses responses) {
        this.desk = desk;
        this.responses = responses;
    }

    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping
    DeadLetterView get(@PathVariable String id) {
        return desk.get(id);
    }

    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @PostMapping("/actions/" + DeadLetterView.REPLAY)
    ResponseEntity<DeadLetterView> replay(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] body) {
        var caller = Caller.current();
        var key =
                IdempotencyKey.of(
                        header,
                        caller.client(),
                        DeadLetterView.PATH + "/" + id,
                        body == null ? new byte[0] : body);
        return responses.once(
                key, DeadLetterView.class, () -> ResponseEntity.ok(desk.replay(id, caller.by())));
    }
}
