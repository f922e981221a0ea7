package dev.wangge.notify.alert;

import dev.wangge.notify.reach.ContactDirectory;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
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

/** Alerts and what became of them, within the caller's divisions. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "alerts", description = "提醒")
class AlertController {
    private final AlertStore store;
    private final ContactDirectory contacts;
    private final IdempotentResponses responses;
    private final Clock clock;

    AlertController(
            AlertStore store,
            ContactDirectory contacts,
            IdempotentResponses responses,
            Clock clock) {
        this.store = store;
        this.contacts = contacts;
        this.responses = responses;
        this.clock = clock;
    }

    @Operation(summary = "Alerts within the caller's divisions, the newest first")
    @AllowedToCountyStaff
    @GetMapping
    Page<AlertView> list(
            @RequestParam(name = "case") Optional<String> caseId,
            @RequestParam Optional<String> recipient,
            @RequestParam Optional<Status> status,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        Page.checkLimit(limit);
        var asked = new AlertStore.Asked(keys(), caseId, recipient, status, cursor);
        var found = store.list(asked, limit + 1);
        return Page.of(
                found,
                limit,
                clock.instant(),
                alert -> TimeOrder.cursor(alert.createdAt(), alert.id()),
                shown -> shown.stream().map(AlertView::of).toList());
    }

    @Operation(summary = "One alert, with each attempt to reach its recipient")
    @AllowedToCountyStaff
    @GetMapping("/{id}")
    AlertView get(@PathVariable String id) {
        return AlertView.of(visible(id));
    }

    /** Keeps that the recipient has been reached otherwise; doing it twice is doing it once. */
    @Operation(summary = "Its recipient was reached otherwise; doing it twice is doing it once")
    @AllowedTo({Role.DISPATCHER, Role.HANDLER})
    @PostMapping("/{id}/actions/acknowledge")
    ResponseEntity<AlertView> acknowledge(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        var caller = Caller.current();
        var key =
                IdempotencyKey.of(
                        header,
                        caller.client(),
                        request.getRequestURI(),
                        body == null ? new byte[0] : body);
        return responses.once(
                key,
                AlertView.class,
                () -> {
                    visible(id);
                    store.change(id, alert -> alert.acknowledged(caller.by(), clock.instant()));
                    return ResponseEntity.ok(AlertView.of(visible(id)));
                });
    }

    private Alert visible(String id) {
        return store.find(id, keys())
                .orElseThrow(() ->
                        new Problem(ProblemType.NO_SUCH_ALERT, "No such alert in your divisions"));
    }

    /** What the caller answers for: also for what came before its divisions. */
    private List<String> keys() {
        var caller = Caller.current();
        return AlertKeys.of(caller, contacts.withFormer(caller.divisions()));
    }
}
