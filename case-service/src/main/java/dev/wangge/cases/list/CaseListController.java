package dev.wangge.cases.list;

import dev.wangge.cases.casework.CaseRow;
import dev.wangge.cases.casework.CaseViews;
import dev.wangge.cases.directory.Callers;
import dev.wangge.cases.life.ExternalRef;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.attention.Attention;
import dev.wangge.cases.life.check.AfterCheck.Reason;
import dev.wangge.cases.list.Worklist.Called;
import dev.wangge.cases.search.CaseQuery;
import dev.wangge.cases.search.CaseQuery.Order;
import dev.wangge.cases.search.CaseSearch;
import dev.wangge.cases.search.Found.Hit;
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
    /** Code points. */
    private static final int LONGEST_SEARCH = 200;

    private final Worklists worklists;
    private final Changes changes;
    private final Callers callers;
    private final ListScope scope;
    private final CaseSearch search;
    private final Clock clock;

    CaseListController(
            Worklists worklists,
            Changes changes,
            Callers callers,
            ListScope scope,
            CaseSearch search,
            Clock clock) {
        this.scope = scope;
        this.search = search;
        this.worklists = worklists;
        this.changes = changes;
        this.callers = callers;
        this.clock = clock;
    }

    @Operation(summary = "Cases within the caller's divisions")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/cases")
    Page<CaseRow> list(
            @RequestParam Optional<String> q,
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
            @RequestParam Optional<String> sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        var caller = callers.current();
        Page.checkLimit(limit);
        if (updatedSince.isPresent()) {
            // What no longer fits a filter would not be told: whoever follows follows them all.
            refuseBeside("updatedSince", "q", q);
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
            refuseBeside("updatedSince", "sort", sort.filter(it -> !it.equals(ListOrder.NEWEST)));
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
        var order = ListOrder.of(sort.orElse(ListOrder.NEWEST));
        if (!order.isByDeadline()) {
            refuseBeside("sort=" + sort.orElse(ListOrder.NEWEST), "dueBefore", dueBefore);
        }
        var due = dueBefore.map(value -> Times.parameter("dueBefore", value));
        var from = reportedFrom.map(value -> Times.parameter("reportedFrom", value));
        var to = reportedTo.map(value -> Times.parameter("reportedTo", value));
        var ref = externalRef.map(it -> new ExternalRef(caller.client(), it));
        var divisions = scope.of(within, caller);
        if (q.isPresent()) {
            var among =
                    new CaseQuery(
                            divisions,
                            status,
                            tier,
                            kind,
                            category,
                            assignee,
                            overdue,
                            check,
                            attention,
                            due,
                            from,
                            to,
                            number,
                            ref.map(ExternalRef::key),
                            sort.isEmpty() ? Order.RELEVANCE : order.ofSearch());
            return found(words(q.get()), among, limit, cursor);
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
                        due,
                        from,
                        to,
                        called(number, ref),
                        order,
                        cursor);
        var found =
                worklists.list(divisions, asked, limit + 1).stream().map(StoredCase::now).toList();
        return Page.of(
                found,
                limit,
                clock.instant(),
                order::cursor,
                shown -> shown.stream().map(CaseViews::row).toList());
    }

    private static String words(String q) {
        if (q.codePointCount(0, q.length()) > LONGEST_SEARCH) {
            throw Problem.invalid(
                    Pointed.parameter("q", "too-long", "1 to " + LONGEST_SEARCH + " characters"));
        }
        return q;
    }

    private Page<CaseRow> found(String words, CaseQuery among, int limit, Optional<String> cursor) {
        var found = search.find(words, among, cursor, limit + 1);
        return Page.of(
                found.hits(),
                limit,
                found.asOf(),
                Hit::place,
                shown ->
                        shown.stream()
                                .map(it -> CaseViews.row(it.it()).withHighlights(it.highlights()))
                                .toList());
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
