package dev.wangge.cases.point;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.ReportPointCode;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Places with a QR code where anybody may report, kept by whoever dispatches there. */
@RestController
@RequestMapping(ReportPointController.PATH)
@Tag(name = "report-points", description = "扫码上报点")
class ReportPointController {
    static final String PATH = "/api/v1/report-points";

    private final ReportPoints points;
    private final ReportPointStore store;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;
    private final Vault vault;
    private final Clock clock;

    ReportPointController(
            ReportPoints points,
            ReportPointStore store,
            StrictBodies bodies,
            IdempotentResponses responses,
            Vault vault,
            Clock clock) {
        this.points = points;
        this.store = store;
        this.bodies = bodies;
        this.responses = responses;
        this.vault = vault;
        this.clock = clock;
    }

    /** What there is to say of one. */
    record ReportPointForm(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 100, example = "嘎托社区爱心驿站")
                    @Nullable String name,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$") @Nullable String gridCode) {}

    /**
     * A report point.
     *
     * @param href of its page, which its QR code holds
     * @param qr of its QR code, an SVG to be printed
     * @param retiredAt since when its code opens nothing; null while it does
     */
    record ReportPointView(
            String id,
            long version,
            String name,
            String gridCode,
            String href,
            String qr,
            @Nullable String retiredAt,
            String changedAt,
            String changedBy) {}

    @Operation(summary = "Report points of the caller's divisions, by id")
    @AllowedTo({Role.DISPATCHER, Role.ADMIN})
    @GetMapping
    Page<ReportPointView> list(
            @RequestParam Optional<String> within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var caller = Caller.current();
        within.ifPresent(caller::requireScope);
        var after = cursor.map(it -> id(it).orElseThrow(ReportPointController::wrongCursor));
        return Page.of(
                store.list(
                        within.map(code -> List.of(Codes.prefix(code))).orElse(caller.divisions()),
                        after.map(UUID::toString).orElse(null),
                        limit + 1),
                limit,
                clock.instant(),
                it -> it.id().toString(),
                shown -> shown.stream().map(this::view).toList());
    }

    @Operation(summary = "One report point")
    @AllowedTo({Role.DISPATCHER, Role.ADMIN})
    @GetMapping("/{id}")
    ResponseEntity<ReportPointView> one(@PathVariable String id) {
        return answer(ResponseEntity.ok(), points.one(known(id), Caller.current()));
    }

    @Operation(summary = "Open a report point; print its QR code from the address in the answer")
    @AllowedTo({Role.DISPATCHER, Role.ADMIN})
    @PostMapping
    @Takes(ReportPointForm.class)
    @Answers(201)
    ResponseEntity<ReportPointView> open(
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var body = raw == null ? new byte[0] : raw;
        var key = IdempotencyKey.of(header, caller.client(), PATH, body);
        return responses.once(
                key,
                ReportPointView.class,
                () -> {
                    var form = bodies.read(body, ReportPointForm.class);
                    var point = points.open(form.name(), form.gridCode(), caller, key);
                    return answer(
                            ResponseEntity.created(URI.create(PATH + "/" + point.id())), point);
                });
    }

    @Operation(summary = "Say anew what a report point is called and where it lies")
    @AllowedTo({Role.DISPATCHER, Role.ADMIN})
    @PutMapping("/{id}")
    @Takes(ReportPointForm.class)
    ResponseEntity<ReportPointView> change(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var form = bodies.read(raw == null ? new byte[0] : raw, ReportPointForm.class);
        return answer(
                ResponseEntity.ok(),
                points.change(known(id), form.name(), form.gridCode(), ifMatch, Caller.current()));
    }

    @Operation(summary = "Retire a report point: its code opens nothing from now on")
    @AllowedTo({Role.DISPATCHER, Role.ADMIN})
    @PostMapping("/{id}/actions/retire")
    ResponseEntity<ReportPointView> retire(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] raw) {
        var caller = Caller.current();
        var body = raw == null ? new byte[0] : raw;
        var path = PATH + "/" + id + "/actions/retire";
        return responses.once(
                IdempotencyKey.of(header, caller.client(), path, body),
                ReportPointView.class,
                () -> answer(ResponseEntity.ok(), points.retire(known(id), ifMatch, caller)));
    }

    private ResponseEntity<ReportPointView> answer(
            ResponseEntity.BodyBuilder answer, ReportPoint point) {
        return answer.eTag(new EntityTag(point.version()).toString()).body(view(point));
    }

    private ReportPointView view(ReportPoint point) {
        var href = "/r/" + ReportPointCode.of(point.id(), vault);
        var retired = point.retiredAt();
        return new ReportPointView(
                point.id().toString(),
                point.version(),
                point.name(),
                point.gridCode(),
                href,
                href + "/qr.svg",
                retired == null ? null : Times.utc(retired),
                Times.utc(point.changedAt()),
                point.changedBy());
    }

    private static UUID known(String id) {
        return id(id).orElseThrow(
                        () -> new Problem(ProblemType.NO_SUCH_ENTRY, "No report point of this id"));
    }

    private static Optional<UUID> id(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    private static Problem wrongCursor() {
        return Problem.invalid(
                Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
    }
}
