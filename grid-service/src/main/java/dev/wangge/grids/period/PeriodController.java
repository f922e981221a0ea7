package dev.wangge.grids.period;

import dev.wangge.grids.directory.Within;
import dev.wangge.grids.period.PeriodView.Today;
import dev.wangge.grids.period.ZeroReportStore.Wanted;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.EntityTag;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Key periods, and how far the zero-reports of their days are. */
@RestController
@RequestMapping(PeriodController.PATH)
@Tag(name = "key-periods", description = "重要节点")
class PeriodController {
    static final String PATH = "/api/v1/key-periods";
    private final PeriodCommands commands;
    private final PeriodStore periods;
    private final ZeroReportStore reports;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;
    private final Clock clock;

    PeriodController(
            PeriodCommands commands,
            PeriodStore periods,
            ZeroReportStore reports,
            StrictBodies bodies,
            IdempotentResponses responses,
            Clock clock) {
        this.commands = commands;
        this.periods = periods;
        this.reports = reports;
        this.bodies = bodies;
        this.responses = responses;
        this.clock = clock;
    }

    @Operation(summary = "Make a key period")
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @PostMapping
    @Takes(PeriodBody.class)
    @Answers(201)
    ResponseEntity<PeriodView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var raw = raw(request);
        var key = IdempotencyKey.of(header, caller.client(), PATH, raw);
        return responses.once(
                key,
                PeriodView.class,
                () -> {
                    var period = commands.create(bodies.read(raw, PeriodBody.class), key, caller);
                    var created = ResponseEntity.created(URI.create(PATH + "/" + period.id()));
                    return answer(created, period, caller);
                });
    }

    @Operation(summary = "Key periods that concern the caller's divisions, newest first")
    @AllowedToCountyStaff
    @GetMapping
    Page<PeriodView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var caller = Caller.current();
        var prefixes = Within.prefixes(within);
        var found = periods.list(prefixes, cursor, limit + 1);
        return Page.of(
                found,
                limit,
                clock.instant(),
                period -> TimeOrder.cursor(period.createdAt(), period.id()),
                shown -> shown.stream().map(period -> view(period, prefixes, caller)).toList());
    }

    @Operation(summary = "One key period, with today's counts")
    @AllowedToCountyStaff
    @GetMapping("/{id}")
    ResponseEntity<PeriodView> one(@PathVariable String id) {
        var caller = Caller.current();
        return answer(ResponseEntity.ok(), commands.visible(id, caller), caller);
    }

    @Operation(summary = "Replace a key period that has not begun")
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @PutMapping("/{id}")
    @Takes(PeriodBody.class)
    ResponseEntity<PeriodView> replace(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var body = bodies.read(raw(request), PeriodBody.class);
        return answer(ResponseEntity.ok(), commands.replace(id, body, ifMatch, caller), caller);
    }

    @Operation(summary = "Cancel a key period: what is still waited for is withdrawn")
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @PostMapping("/{id}/actions/cancel")
    ResponseEntity<PeriodView> cancel(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        return responses.once(
                IdempotencyKey.of(header, caller.client(), request.getRequestURI(), raw(request)),
                PeriodView.class,
                () -> {
                    commands.visible(id, caller);
                    return answer(
                            ResponseEntity.ok(), commands.cancel(id, ifMatch, caller), caller);
                });
    }

    @Operation(summary = "Zero-reports of a period by day and division, missing ones included")
    @AllowedToCountyStaff
    @GetMapping("/{id}/zero-reports")
    Page<ZeroReportView> reports(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable Set<Status> status,
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page.checkLimit(limit);
        var period = commands.visible(id, Caller.current());
        var wanted =
                new Wanted(
                        period,
                        day == null ? null : Times.day("day", day),
                        status == null ? Set.of() : status,
                        Within.prefixes(within));
        return Page.of(
                reports.list(wanted, cursor == null ? null : slot(cursor), limit + 1),
                limit,
                clock.instant(),
                report -> cursor(report.head()),
                shown -> shown.stream().map(ZeroReportView::of).toList());
    }

    private static byte[] raw(HttpServletRequest request) throws IOException {
        return new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
    }

    private static String cursor(ZeroReport.Head head) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        StoredReport.slot(head.day(), head.division())
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String slot(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(
                    Pointed.parameter("cursor", "wrong-cursor", "Not a cursor of this list"));
        }
    }

    private ResponseEntity<PeriodView> answer(
            ResponseEntity.BodyBuilder answer, KeyPeriod period, Caller caller) {
        return answer.eTag(new EntityTag(period.version()).toString())
                .body(view(period, caller.divisions(), caller));
    }

    private PeriodView view(KeyPeriod period, List<String> prefixes, Caller caller) {
        var now = clock.instant();
        @Nullable Today today = null;
        if (period.status(now) == PeriodStatus.RUNNING) {
            var day = KeyPeriod.today(now);
            today =
                    Today.of(
                            day.toString(),
                            reports.counts(new Wanted(period, day, Set.of(), prefixes), day));
        }
        var mayCommand =
                caller.is(Role.DISPATCHER)
                        && period.divisions().stream().map(Codes::prefix).allMatch(caller::covers);
        return PeriodView.of(
                period, today, mayCommand ? commands.actions(period) : List.of(), caller, now);
    }
}
