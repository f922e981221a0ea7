package dev.wangge.cases.casework;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.evidence.Photo;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.life.Case;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Photos of a case: added before it is reported done, seen by whoever checks that it is. */
@RestController
@RequestMapping("/api/v1/cases/{id}/evidence")
@Tag(name = "cases", description = "案件")
class EvidenceController {
    private static final int MOST_BYTES = 1 << 20;
    private final Cases cases;
    private final Callers callers;
    private final Photos photos;
    private final CaseActions actions;
    private final Clock clock;

    EvidenceController(
            Cases cases, Callers callers, Photos photos, CaseActions actions, Clock clock) {
        this.clock = clock;
        this.actions = actions;
        this.cases = cases;
        this.callers = callers;
        this.photos = photos;
    }

    @Operation(
            summary =
                    "Add a photo: JPEG, PNG or WebP, at most 1 MiB; handle, settle and amend name it",
            description =
                    "It is kept as an upright JPEG of at most 2048 pixels without any metadata, and"
                            + " removed after a day in which no action named it")
    @AllowedTo({Role.HANDLER, Role.DISPATCHER, Role.REPORTER})
    @PostMapping(consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Takes(as = {"image/jpeg", "image/png", "image/webp", "application/octet-stream"})
    @Answers(201)
    ResponseEntity<Evidence> add(
            @PathVariable String id,
            @RequestHeader(value = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = callers.current();
        // A repeat gets its first answer, whatever has changed since: nothing is checked before.
        var keyed = header == null ? new byte[0] : body(request);
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), keyed);
        var before = key == null ? Optional.<Photo>empty() : photos.broughtBy(key);
        if (before.isPresent()) {
            return added(id, before.get());
        }
        var it = cases.visible(id, caller).now();
        requireUse(it, caller);
        var bytes = key == null ? body(request) : keyed;
        return added(it.id(), photos.keep(it.id(), bytes, key));
    }

    private static ResponseEntity<Evidence> added(String id, Photo photo) {
        var added = Evidence.of(id, Evidence.photo(photo.name()));
        return ResponseEntity.created(URI.create(String.valueOf(added.href()))).body(added);
    }

    /** Nothing is stored for a case where this caller can neither show it nor add it. */
    private void requireUse(Case it, Caller caller) {
        var now = clock.instant();
        if (actions.possible(it, now).stream()
                .filter(action -> action.who().permits(caller))
                .map(CaseAction::fields)
                .noneMatch(fields -> fields.has("evidence") || fields.has("attachments"))) {
            throw actions.notNow(it, now, "No evidence is added while the case is " + it.status());
        }
    }

    @Operation(summary = "One photo of the case")
    @Answers(
            value = {200, 304},
            as = {"image/jpeg", "image/png", "image/webp"})
    @AllowedToCountyStaff
    @GetMapping("/{photo}")
    ResponseEntity<byte[]> see(@PathVariable String id, @PathVariable String photo) {
        var it = cases.visible(id, callers.current());
        return photos.find(it.id(), photo)
                .map(Photo::shown)
                .orElseThrow(
                        () -> new Problem(ProblemType.NOT_FOUND, "This case has no such photo"));
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        var bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Problem(
                            ProblemType.BODY_TOO_LARGE,
                            "A photo may have at most 1 MiB here; shrink it to some 200 KB")
                    .with("limit", MOST_BYTES);
        }
        return bytes;
    }
}
