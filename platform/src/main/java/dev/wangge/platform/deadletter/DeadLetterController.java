package dev.wangge.platform.deadletter;

import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What this service's consumers could not take in, nor whoever takes what is pushed to it, and what
 * its relays could not send, for administrators. Dead letters are the installation's, not a
 * division's: of many nobody can tell where they belong.
 */
@RestController
@RequestMapping(DeadLetterView.PATH)
@Tag(name = "dead-letters", description = "死信")
public final class DeadLetterController {
    private final DeadLetterDesk desk;
    private final IdempotentResponses responses;

    DeadLetterController(DeadLetterDesk desk, IdempotentResponses responses) {
        this.desk = desk;
        this.responses = responses;
    }

    @Operation(
            operationId = "listDeadLetters",
            summary = "Events that a service could not take in, or not send, newest first")
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping
    Page<DeadLetterView> list(
            @RequestParam Optional<String> service,
            @RequestParam Optional<DeadLetterStatus> status,
            @RequestParam Optional<String> topic,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        return desk.list(service, status, topic, limit, cursor);
    }

    @Operation(
            operationId = "getDeadLetter",
            summary = "One of them, and how often it was replayed")
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping("/{id}")
    DeadLetterView get(@PathVariable String id) {
        return desk.get(id);
    }

    @Operation(
            operationId = "replayDeadLetter",
            summary = "Give it once more to whoever could not take it: the consumer, or the broker")
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @PostMapping("/{id}/actions/" + DeadLetterView.REPLAY)
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
