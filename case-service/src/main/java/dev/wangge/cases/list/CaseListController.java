package dev.wangge.cases.list;

import dev.wangge.cases.casework.CaseRow;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.list.Worklist.Called;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.cases.store.StoredCase;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private final Changes changes;
    private final Callers callers;
    private final ListScope scope;
    private final Clock clock;

    CaseListController(
            Worklists worklists, Changes changes, Callers callers, ListScope scope, Clock clock) {
        this.scope = scope;
        this.worklists = worklists;
        this.changes = changes;
        this.callers = callers;
        this.clock = clock;
    }

    @Operation(summary = "Cases within the caller's divisions")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/cases")
    Page<CaseRow> list(
            @RequestParam Optional<Status> status,
            @RequestParam Optional<Tier> tier,
            @RequestParam Optional<CaseKind> kind,
            @RequestParam Optional<String> category,
            @RequestParam Optional<String> within,
            @RequestParam Optional<String> assignee,
            @RequestParam Optional<Boolean> overdue,
            @RequestParam Optional<Reason> check,
            @RequestParam Optional<Attention> attention,
            @RequestParam Optional<String> dueBefore,
            @RequestParam Optional<String> reportedFrom,
            @RequestParam Optional<String> reportedTo,
            @RequestParam Optional<String> number,
            @RequestParam Optional<String> externalRef,
            @RequestParam Optional<String> updatedSince,
            @RequestParam(defaultValue = ListOrder.NEWEST) String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        var caller = callers.current();
        Page.checkLimit(limit);
        if (updatedSince.isPresent()) {
            // What no longer fits a filter would not be told: whoever follows follows them all.
            refuseBeside("updatedSince", "status", status);
            refuseBeside("updatedSince", "tier", tier);
            refuseBeside("updatedSince", "kind", kind);
            refuseBeside("updatedSince", "category", category);
            refuseBeside("updatedSince", "assignee", assignee);
            refuseBeside("updatedSince", "overdue", overdue);
            refuseBeside("updatedSince", "check", check);
            refuseBeside("updatedSince", "attention", attention);
            refuseBeside("updatedSince", "dueBefore", dueBefore);
            refuseBeside("updatedSince", "reportedFrom", reportedFrom);
            refuseBeside("updatedSince", "reportedTo", reportedTo);
            refuseBeside("updatedSince", "number", number);
            refuseBeside("updatedSince", "externalRef", externalRef);
            refuseBeside(
                    "updatedSince",
                    "sort",
                    Optional.of(sort).filter(it -> !it.equals(ListOrder.NEWEST)));
            var since = Times.parameter("updatedSince", updatedSince.get());
            return changed(scope.of(within, caller), since, limit, cursor);
        }
        if (category.isPresent()) {
            // It tells the kind.
            refuseBeside("category", "kind", kind);
        }
        if (check.isPresent()) {
            // It finds closed cases, and these are open.
            refuseBeside("check", "attention", attention);
        }
        var order = ListOrder.of(sort);
        if (!order.isByDeadline()) {
            refuseBeside("sort=" + sort, "dueBefore", dueBefore);
        }
        var asked =
                new Worklist(
                        status,
                        tier,
                        kind,
                        category,
                        assignee,
                        overdue,
                        check,
                        attention,
                        dueBefore.map(value -> Times.parameter("dueBefore", value)),
                        reportedFrom.map(value -> Times.parameter("reportedFrom", value)),
                        reportedTo.map(value -> Times.parameter("reportedTo", value)),
                        called(number, externalRef.map(it -> new ExternalRef(caller.client(), it))),
                        order,
                        cursor);
        var found =
                worklists.list(scope.of(within, caller), asked, limit + 1).stream()
                        .map(StoredCase::now)
                        .toList();
        return Page.of(
                found,
                limit,
                clock.instant(),
                order::cursor,
                shown -> shown.stream().map(CaseViews::row).toList());
    }

    private static void refuseBeside(String other, String parameter, Optional<?> given) {
        if (given.isPresent()) {
            throw Problem.invalid(
                    Pointed.parameter(
                            parameter, "not-together", parameter + " does not go with " + other));
        }
    }

    /** Up to its asOf: from there on whoever follows asks next. */
    private Page<CaseRow> changed(
            List<String> divisions, Instant since, int limit, Optional<String> cursor) {
        var until = clock.instant().truncatedTo(ChronoUnit.MILLIS).minus(CaseStore.SETTLED);
        return Page.of(
                changes.list(divisions, since, until, cursor, limit + 1),
                limit,
                until,
                it -> TimeOrder.cursor(it.updatedAt(), it.id()),
                shown -> shown.stream().map(StoredCase::now).map(CaseViews::row).toList());
    }

    private static List<Called> called(Optional<String> number, Optional<ExternalRef> ref) {
        return Stream.concat(number.map(Called::number).stream(), ref.map(Called::by).stream())
                .toList();
    }
}
