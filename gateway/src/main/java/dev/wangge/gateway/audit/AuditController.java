package dev.wangge.gateway.audit;

import dev.wangge.gateway.audit.AuditTrail.Break;
import dev.wangge.gateway.audit.AuditTrail.Wanted;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Who did what, for those who look after that (审计管理员). Looking is written down too. */
@Tag(name = "Audit 审计")
@RestController
class AuditController {
    private static final String PATH = "/api/v1/audit";

    private final AuditTrail trail;
    private final AuditRoots roots;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder().build();

    AuditController(AuditTrail trail, AuditRoots roots, InstantSource clock) {
        this.trail = trail;
        this.roots = roots;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param at when it was written down
     * @param from the address that it came from
     * @param about whose account, which client or case
     * @param why what for, as they said it, or the problem they were told
     * @param insteadOf the person whom they stood in for
     * @param service where it was done
     * @param happenedAt when it was done
     * @param id by which it is in here once, however often it came
     * @param hash SHA-256 over the hash before it and all of this
     */
    record AuditView(
            long seq,
            String at,
            String event,
            String by,
            String from,
            @Nullable String about,
            @Nullable String detail,
            @Nullable String why,
            @Nullable String insteadOf,
            @Nullable String service,
            @Nullable String happenedAt,
            @Nullable String id,
            String hash) {
        static AuditView of(AuditRecord it) {
            var origin = Optional.ofNullable(it.origin());
            return new AuditView(
                    it.seq(),
                    Times.utc(it.at()),
                    it.event(),
                    it.by(),
                    it.from(),
                    it.about(),
                    it.detail(),
                    origin.map(Origin::why).orElse(null),
                    origin.map(Origin::insteadOf).orElse(null),
                    origin.map(Origin::service).orElse(null),
                    origin.map(Origin::happenedAt).map(Times::utc).orElse(null),
                    origin.map(Origin::id).orElse(null),
                    it.hash());
        }
    }

    /**
     * Whether all of it is as it was.
     *
     * @param records how many there were, those that were kept long enough and deleted included
     * @param first the first that is still there
     * @param deletable up to which all were kept long enough; 0 for none
     * @param roots how many days' roots they were compared with
     * @param broken the first one that is not what it was; null when all are
     */
    record Verified(long records, long first, long deletable, int roots, @Nullable Break broken) {}

    @Operation(summary = "What was done, the newest first")
    @AllowedTo(Role.AUDIT_ADMIN)
    @GetMapping(PATH)
    Page<AuditView> list(
            @RequestParam Optional<String> by,
            @RequestParam Optional<String> about,
            @RequestParam Optional<AuditEvent> event,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor,
            HttpServletRequest request) {
        read(request, "list");
        Page.checkLimit(limit);
        return Page.of(
                trail.newest(
                        new Wanted(
                                by,
                                about,
                                event,
                                from.map(it -> Times.parameter("from", it)),
                                to.map(it -> Times.parameter("to", it))),
                        before(cursor),
                        limit + 1),
                limit,
                clock.instant(),
                record -> Long.toString(record.seq()),
                shown -> shown.stream().map(AuditView::of).toList());
    }

    @Operation(summary = "What was done between two times, as JSON lines in their order")
    @AllowedTo(Role.AUDIT_ADMIN)
    @Audited(AuditedAct.EXPORTS)
    @GetMapping(path = PATH + ":export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> export(
            @RequestParam String from, @RequestParam String to) {
        var begin = Times.parameter("from", from);
        var end = Times.parameter("to", to);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.ndjson\"")
                .body(out ->
                        trail.each(
                                begin,
                                end,
                                record ->
                                        write(out, json.writeValueAsString(AuditView.of(record)))));
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Operation(summary = "Whether all of it is as it was: names the first record that is not")
    @AllowedTo(Role.AUDIT_ADMIN)
    @GetMapping(PATH + ":verify")
    Verified verify(HttpServletRequest request) {
        read(request, "verify");
        return new Verified(
                trail.head().seq(),
                trail.first().seq(),
                roots.deletable(),
                roots.kept().size(),
                roots.firstBreak().orElse(null));
    }

    private void read(HttpServletRequest request, String what) {
        var caller = Caller.current();
        trail.note(AuditEvent.AUDIT_READ, caller.by(), request.getRemoteAddr(), null, what);
    }

    private static long before(Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!cursor.get().matches("\\d{1,18}")) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
        return Long.parseLong(cursor.get());
    }
}
