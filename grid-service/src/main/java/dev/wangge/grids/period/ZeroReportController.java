package dev.wangge.grids.period;

import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One zero-report: read, and filed by whoever answers for its division. */
@RestController
@RequestMapping(ZeroReportController.PATH)
@Tag(name = "zero-reports", description = "零报告")
class ZeroReportController {
    static final String PATH = "/api/v1/zero-reports";
    private final FilingCommands commands;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;

    ZeroReportController(
            FilingCommands commands, StrictBodies bodies, IdempotentResponses responses) {
        this.commands = commands;
        this.bodies = bodies;
        this.responses = responses;
    }

    @Operation(summary = "One zero-report, with the cases that its findings became")
    @AllowedToCountyStaff
    @GetMapping("/{id}")
    ResponseEntity<ZeroReportView> one(@PathVariable String id) {
        return answer(commands.visible(id, Caller.current()));
    }

    @Operation(
            summary = "File it: nothing to report, or a finding; doing it twice is doing it once")
    @AllowedTo({Role.DISPATCHER, Role.HANDLER, Role.REPORTER})
    @PostMapping("/{id}/actions/file")
    @Takes(value = FilingBody.class, optional = true)
    ResponseEntity<ZeroReportView> file(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var raw = new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
        var path = PATH + "/" + id + "/actions/file";
        var key = IdempotencyKey.of(header, caller.client(), path, raw);
        return responses.once(
                key,
                ZeroReportView.class,
                () -> {
                    var visible = commands.visible(id, caller);
                    var finding = commands.finding(bodies.read(raw, FilingBody.class), caller);
                    var by = caller.by();
                    return answer(commands.file(visible.id(), Via.API, finding, by, key).report());
                });
    }

    private static ResponseEntity<ZeroReportView> answer(ZeroReport report) {
        return ResponseEntity.ok()
                .eTag(new EntityTag(report.version()).toString())
                .body(ZeroReportView.of(report));
    }
}
