package dev.wangge.cases.list;

import dev.wangge.cases.casework.CaseRow;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.list.Worklist.Called;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of cases within the caller's divisions. */
@RestController
@Tag(name = "cases", description = "案件")
class CaseListController {
    private final Worklists worklists;
    private final Callers callers;
    private final Clock clock;

    CaseListController(Worklists worklists, Callers callers, Clock clock) {
        this.worklists = worklists;
        this.callers = callers;
        this.clock = clock;
    }

    @Operation(summary = "Cases within the caller's divisions")
    @GetMapping("/api/v1/cases")
    Page<CaseRow> list(
            @RequestParam Optional<Status> status,
            @RequestParam Optional<Tier> tier,
            @RequestParam Optional<CaseKind> kind,
            @RequestParam Optional<String> within,
            @RequestParam Optional<String> assignee,
            @RequestParam Optional<Boolean> overdue,
            @RequestParam Optional<String> reportedFrom,
            @RequestParam Optional<String> reportedTo,
            @RequestParam Optional<String> number,
            @RequestParam Optional<String> externalRef,
            @RequestParam(defaultValue = "-reportedAt") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        var caller = callers.current();
        Page.checkLimit(limit);
        var asked =
                new Worklist(
                        status,
                        tier,
                        kind,
                        assignee,
                        overdue,
                        reportedFrom.map(value -> Times.parameter("reportedFrom", value)),
                        reportedTo.map(value -> Times.parameter("reportedTo", value)),
                        called(number, externalRef.map(it -> new ExternalRef(caller.client(), it))),
                        TimeOrder.of(sort, "reportedAt"),
                        cursor);
        var found =
                worklists.list(scope(within, caller), asked, limit + 1).stream()
                        .map(StoredCase::now)
                        .toList();
        return Page.of(
                found,
                limit,
                clock.instant(),
                it -> TimeOrder.cursor(it.reportedAt(), it.id()),
                shown -> shown.stream().map(CaseViews::row).toList());
    }

    private static List<Called> called(Optional<String> number, Optional<ExternalRef> ref) {
        return Stream.concat(number.map(Called::number).stream(), ref.map(Called::by).stream())
                .toList();
    }

    private List<String> scope(Optional<String> within, Caller caller) {
        if (within.isEmpty()) {
            return caller.divisions();
        }
        var prefix = Codes.within(within.get());
        caller.requireScope(prefix);
        return callers.withFormer(prefix);
    }
}
