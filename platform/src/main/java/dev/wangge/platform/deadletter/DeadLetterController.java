package dev.wangge.platform.deadletter;

import dev.wangge.platform.deadletter.DeadLetter.Status;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final DeadLetters letters;
    private static final Comparator<DeadLetterView> NEWEST_FIRST =
            Comparator.comparing(DeadLetterView::setAsideAt)
                    .thenComparing(DeadLetterView::id)
                    .reversed();
    private final Replays replays;
    private final Unsendables unsendables;
    private final IdempotentResponses responses;
    private final Clock clock;

    DeadLetterController(
            DeadLetters letters,
            Replays replays,
            Unsendables unsendables,
            IdempotentResponses responses,
            Clock clock) {
        this.letters = letters;
        this.replays = replays;
        this.unsendables = unsendables;
        this.responses = responses;
        this.clock = clock;
    }

    @Operation(
            operationId = "listDeadLetters",
            summary = "Events that a service could not take in, or not send, newest first")
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping
    Page<DeadLetterView> list(
            @RequestParam Optional<String> service,
            @RequestParam Optional<Status> status,
            @RequestParam Optional<String> topic,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var wanted = new Wanted(status, topic, cursor);
        boolean ours = service.map(letters.service()::equals).orElse(true);
        return Page.of(
                ours ? list(wanted, limit + 1) : List.of(),
                limit,
                clock.instant(),
                letter -> TimeOrder.cursor(Instant.parse(letter.setAsideAt()), letter.id()),
                shown -> shown);
    }

    private List<DeadLetterView> list(Wanted wanted, int most) {
        return Stream.concat(
                        letters.list(wanted, most).stream(),
                        unsendables.list(wanted, most).stream())
                .map(this::view)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    @Operation(
            operationId = "getDeadLetter",
            summary = "One of them, and how often it was replayed")
    @AllowedTo({Role.ADMIN, Role.SYSTEM_ADMIN})
    @GetMapping("/{id}")
    DeadLetterView get(@PathVariable String id) {
        return letters.find(id)
                .or(() -> unsendables.find(id))
                .map(this::view)
                .orElseThrow(Replays::noSuchDeadLetter);
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
                key, DeadLetterView.class, () -> ResponseEntity.ok(replayed(id, caller.by())));
    }

    private DeadLetterView replayed(String id, String by) {
        var unsendable = unsendables.find(id);
        return view(
                unsendable.isPresent()
                        ? unsendables.replay(unsendable.get(), by)
                        : replays.replay(id, by));
    }

    private DeadLetterView view(DeadLetter letter) {
        return DeadLetterView.of(letter, letters.service());
    }
}
