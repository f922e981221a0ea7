package dev.wangge.bench.floor;

import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reports come in here, and nothing becomes of them. */
@RestController
class FloorController {
    private static final String PATH = "/api/v1/floor";
    private final FloorStore store;
    private final Clock clock;

    FloorController(FloorStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    record Created(String id, String kind, String title, Instant reportedAt) {}

    @AllowedTo({Role.REPORTER, Role.DISPATCHER})
    @PostMapping(PATH)
    ResponseEntity<Created> create(@Valid @RequestBody FloorReport report) {
        var caller = Caller.current();
        var id = UUID.randomUUID().toString();
        var now = clock.instant();
        store.create(
                id,
                new Reported(
                        report.kind(), report.title(), report.description(), report.location()),
                caller.client(),
                now);
        return ResponseEntity.created(URI.create(PATH + "/" + id))
                .body(new Created(id, report.kind(), report.title(), now));
    }
}
