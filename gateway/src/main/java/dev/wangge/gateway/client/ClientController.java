package dev.wangge.gateway.client;

import dev.wangge.gateway.client.Clients.Made;
import dev.wangge.platform.door.DoorSettings;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Clients of county systems, kept by who keeps the system (系统管理员). */
@Tag(name = "Clients 客户端")
@RestController
@RequestMapping(ClientController.PATH)
class ClientController {
    static final String PATH = "/api/v1/clients";
    private static final String CURSOR = "[!-~]{1,100}";
    private static final int OVERLAP_DAYS = 7;
    private static final int MOST_OVERLAP_DAYS = 90;

    private final Clients clients;
    private final StrictBodies bodies;
    private final InstantSource clock;
    private final int fastest;

    ClientController(Clients clients, StrictBodies bodies, InstantSource clock, DoorSettings door) {
        this.clients = clients;
        this.bodies = bodies;
        this.clock = clock;
        this.fastest = door.client().perSecond();
    }

    /**
     * How a secret takes the place of another.
     *
     * @param overlapDays for so long the one before goes on; by default 7, and 0 ends it now
     */
    record Rotation(
            @Schema(minimum = "0", maximum = "90", defaultValue = "7")
                    @Nullable Integer overlapDays) {
        Duration overlap() {
            int days = Objects.requireNonNullElse(overlapDays, OVERLAP_DAYS);
            if (days < 0 || days > MOST_OVERLAP_DAYS) {
                throw Problem.invalid(Pointed.at("#/overlapDays", "out-of-range", "0 to 90 days"));
            }
            return Duration.ofDays(days);
        }
    }

    @Operation(summary = "Clients that belong to the caller's divisions, by id")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @GetMapping
    Page<ClientView> list(
            @RequestParam Optional<String> role,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var wanted = role.map(ClientController::role);
        cursor.filter(one -> !one.matches(CURSOR))
                .ifPresent(_ -> {
                    throw Problem.invalid(
                            Pointed.parameter(
                                    "cursor", "wrong-cursor", "Not a cursor of this list"));
                });
        var now = clock.instant();
        return Page.of(
                clients.list(wanted, Caller.current(), limit + 1, cursor.orElse(null)),
                limit,
                now,
                Client::id,
                shown -> shown.stream().map(it -> ClientView.of(it, now, null)).toList());
    }

    @Operation(summary = "One client")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @GetMapping("/{id}")
    ResponseEntity<ClientView> one(@PathVariable String id) {
        return answer(ResponseEntity.ok(), clients.one(id, Caller.current()), null);
    }

    @Operation(
            summary = "Open a client: the answer has its secret, which is shown once",
            description =
                    "Said again as it is, before the client got a token, it gives another secret")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @PostMapping
    @Takes(ClientForm.class)
    @Answers(201)
    ResponseEntity<ClientView> open(HttpServletRequest request) throws IOException {
        var made = clients.open(form(request).read(fastest), Caller.current());
        return answer(ResponseEntity.created(URI.create(PATH + "/" + made.client().id())), made);
    }

    @Operation(summary = "Change what a client is called, and what it may from where until when")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @PutMapping("/{id}")
    @Takes(ClientForm.class)
    ResponseEntity<ClientView> change(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var said = form(request).read(fastest);
        if (!said.id().equals(id)) {
            throw Problem.invalid(
                    Pointed.at("#/id", "wrong-value", "It is another one than in the address"));
        }
        var changed = clients.change(id, said, ifMatch, Caller.current());
        return answer(ResponseEntity.ok(), changed, null);
    }

    @Operation(
            summary = "Give a client another secret, which is shown once",
            description =
                    "The one before goes on for `overlapDays`; with 0 it ends now, and so do the"
                            + " tokens that the client has")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @PostMapping("/{id}/actions/rotate")
    @Takes(value = Rotation.class, optional = true)
    ResponseEntity<ClientView> rotate(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var body = request.getInputStream().readAllBytes();
        var overlap =
                (body.length == 0 ? new Rotation(null) : bodies.read(body, Rotation.class))
                        .overlap();
        var made = clients.rotate(id, overlap, ifMatch, Caller.current());
        return answer(ResponseEntity.ok(), made);
    }

    @Operation(
            summary = "Keep a client out, or let it in again: disable, enable",
            description = "Tokens that it has end either way, here at once, in services soon")
    @AllowedTo(Role.SYSTEM_ADMIN)
    @PostMapping("/{id}/actions/{action}")
    ResponseEntity<ClientView> act(
            @PathVariable String id,
            @PathVariable String action,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        boolean disabled =
                switch (action) {
                    case "disable" -> true;
                    case "enable" -> false;
                    default -> throw new Problem(ProblemType.NO_SUCH_ACTION, "No action " + action);
                };
        var client = clients.disable(id, disabled, ifMatch, Caller.current());
        return answer(ResponseEntity.ok(), client, null);
    }

    private static Role role(String spelled) {
        return Role.of(spelled)
                .orElseThrow(() ->
                        Problem.invalid(
                                Pointed.parameter("role", "wrong-value", "There is no such role")));
    }

    private ClientForm form(HttpServletRequest request) throws IOException {
        return bodies.read(request.getInputStream().readAllBytes(), ClientForm.class);
    }

    private ResponseEntity<ClientView> answer(ResponseEntity.BodyBuilder answer, Made made) {
        return answer(answer, made.client(), made.secret());
    }

    private ResponseEntity<ClientView> answer(
            ResponseEntity.BodyBuilder answer, Client client, @Nullable String secret) {
        return answer.eTag(new EntityTag(client.version()).toString())
                .cacheControl(CacheControl.noStore())
                .body(ClientView.of(client, clock.instant(), secret));
    }
}
