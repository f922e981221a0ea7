package dev.wangge.cases.life;

import com.mongodb.client.model.Filters;
import dev.wangge.cases.directory.Callers;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.TimeOrder;
import dev.wangge.platform.web.Times;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of cases within the caller's divisions. */
@RestController
class CaseListController {
    private final CaseStore store;
    private final Callers callers;
    private final Clock clock;

    CaseListController(CaseStore store, Callers callers, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.clock = clock;
    }

    @GetMapping("/api/v1/cases")
    Page<CaseView> list(
            @RequestParam Optional<Status> status,
            @RequestParam Optional<Tier> tier,
            @RequestParam Optional<Kind> kind,
            @RequestParam Optional<String> within,
            @RequestParam Optional<String> assignee,
            @RequestParam Optional<Boolean> overdue,
            @RequestParam Optional<String> reportedFrom,
            @RequestParam Optional<String> reportedTo,
            @RequestParam(defaultValue = "-reportedAt") String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam Optional<String> cursor) {
        var caller = callers.current();
        Page.checkLimit(limit);
        var order = TimeOrder.of(sort, "reportedAt");
        var filters = new ArrayList<Bson>();
        filters.add(scope(within, caller));
        if (status.isPresent() || kind.isPresent()) {
            filters.add(CaseStore.statusAndKind(status, kind));
        }
        tier.ifPresent(value -> filters.add(Filters.eq("tier", value.name())));
        assignee.ifPresent(value -> filters.add(Filters.eq("assignee", value)));
        overdue.ifPresent(value -> {
            var late = CaseStore.overdueFilter(clock.instant());
            filters.add(value ? late : Filters.nor(late));
        });
        reportedFrom.ifPresent(
                value -> filters.add(Filters.gte("reportedAt", time("reportedFrom", value))));
        reportedTo.ifPresent(
                value -> filters.add(Filters.lt("reportedAt", time("reportedTo", value))));
        cursor.ifPresent(value -> filters.add(order.after("reportedAt", value)));
        var found =
                store.list(Filters.and(filters), order, limit + 1).stream()
                        .map(StoredCase::now)
                        .toList();
        return Page.of(
                found,
                limit,
                clock.instant(),
                it -> TimeOrder.cursor(it.reportedAt(), it.id()),
                shown -> views(shown, caller));
    }

    private static List<CaseView> views(List<Case> shown, Caller caller) {
        return shown.stream().map(it -> CaseView.of(it, caller)).toList();
    }

    private Bson scope(Optional<String> within, Caller caller) {
        if (within.isEmpty()) {
            return Filters.in("path", caller.divisions());
        }
        caller.requireScope(within.get());
        return Filters.in("path", callers.withFormer(Codes.prefix(within.get())));
    }

    private static Date time(String parameter, String value) {
        return Date.from(Times.parameter(parameter, value));
    }
}
