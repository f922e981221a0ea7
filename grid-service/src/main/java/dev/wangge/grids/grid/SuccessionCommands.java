package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.grids.grid.SuccessionOrders.MergeBody;
import dev.wangge.grids.grid.SuccessionOrders.Planned;
import dev.wangge.grids.grid.SuccessionOrders.SplitBody;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.IdempotencyKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where grids are split and merged. */
@Component
class SuccessionCommands {
    private final Directory directory;
    private final GridCommands commands;
    private final SuccessionOrders orders;
    private final NewCodes codes;
    private final Successions successions;
    private final Fit fit;
    private final Clock clock;

    SuccessionCommands(
            Directory directory,
            GridCommands commands,
            SuccessionOrders orders,
            GridSurvey survey,
            NewCodes codes,
            Successions successions,
            Clock clock) {
        this.directory = directory;
        this.commands = commands;
        this.orders = orders;
        this.codes = codes;
        this.successions = successions;
        this.fit = new Fit(survey.overlaps());
        this.clock = clock;
    }

    /** Parts take the place of a grid today. */
    Succession split(
            String code,
            SplitBody body,
            @Nullable String ifMatch,
            @Nullable IdempotencyKey key,
            Caller caller) {
        var grid = commands.find(code, caller);
        var village = new GridCode(code).village().value();
        var repeat = repeated(village, key);
        if (repeat != null) {
            return repeat;
        }
        grid.tag().requireMatch(ifMatch);
        // Once for all of it: past midnight the old and the new would both hold, or neither.
        var today = today();
        requireLasting(grid, today);
        var planned = orders.parts(body, grid);
        var serving = directory.membersOf(List.of(code)).stream().map(Entry::code).toList();
        var assigned = SuccessionOrders.assigned(body, serving);
        var taken = planned.stream().map(_ -> codes.next(village, caller.by())).toList();
        var members = new HashMap<String, String>();
        assigned.forEach((member, part) -> members.put(member, taken.get(part)));
        return decided(
                village,
                "split",
                today,
                List.of(code),
                successors(planned, taken, today, "splitFrom", List.of(code)),
                members,
                serving.stream().filter(it -> !members.containsKey(it)).toList(),
                warnings(planned, taken, List.of(grid)),
                key,
                caller);
    }

    /** One grid takes the place of several today. */
    Succession merge(MergeBody body, @Nullable IdempotencyKey key, Caller caller) {
        var named = SuccessionOrders.named(body, caller);
        var village = new GridCode(named.getFirst()).village().value();
        var repeat = repeated(village, key);
        if (repeat != null) {
            return repeat;
        }
        var today = today();
        var found = directory.find(Kind.GRID, named);
        var grids = new ArrayList<Entry>();
        for (int i = 0; i < named.size(); i++) {
            var grid = found.get(named.get(i));
            if (grid == null) {
                throw Problem.invalid(
                        Pointed.at("#/grids/" + i, "no-such-grid", "No grid " + named.get(i)));
            }
            requireLasting(grid, today);
            grids.add(grid);
        }
        var planned = List.of(orders.merged(body, grids));
        var taken = List.of(codes.next(village, caller.by()));
        return decided(
                village,
                "merge",
                today,
                named,
                successors(planned, taken, today, "mergedFrom", named),
                Map.of(),
                List.of(),
                warnings(planned, taken, grids),
                key,
                caller);
    }

    private @Nullable Succession repeated(String village, @Nullable IdempotencyKey key) {
        if (key == null) {
            return null;
        }
        for (var one : successions.of(village)) {
            if (one.request().equals(key.id())) {
                successions.finishOrLeave(one);
                return one;
            }
        }
        return null;
    }

    /** Inserting the next succession of the village decides. */
    private Succession decided(
            String village,
            String type,
            LocalDate today,
            List<String> replaced,
            List<Successor> successors,
            Map<String, String> members,
            List<String> unassigned,
            List<Warning> warnings,
            @Nullable IdempotencyKey key,
            Caller caller) {
        var request = key == null ? UUID.randomUUID().toString() : key.id();
        while (true) {
            var earlier = successions.of(village);
            for (var one : earlier) {
                if (one.request().equals(request)) {
                    successions.finishOrLeave(one);
                    return one;
                }
                one.replaced().stream()
                        .filter(replaced::contains)
                        .findFirst()
                        .ifPresent(code -> {
                            throw gone(
                                    code, one.successors().stream().map(Successor::code).toList());
                        });
            }
            var next =
                    new Succession(
                            Succession.id(village, earlier.size() + 1),
                            type,
                            today,
                            replaced,
                            successors,
                            members,
                            unassigned,
                            warnings,
                            request,
                            caller.by());
            if (successions.decide(next)) {
                successions.finishOrLeave(next);
                return next;
            }
        }
    }

    private static void requireLasting(Entry grid, LocalDate today) {
        if (GridDays.isRetired(grid, today)) {
            throw gone(grid.code(), grid.state().getList("succeededBy", String.class, List.of()));
        }
        var from = Validity.of(grid.state()).from();
        if (from != null && from.isAfter(today)) {
            throw new Problem(
                    ProblemType.ACTION_NOT_ALLOWED,
                    "Grid %s begins on %s only; change it instead".formatted(grid.code(), from));
        }
    }

    private static Problem gone(String code, List<String> successors) {
        return new Problem(ProblemType.ACTION_NOT_ALLOWED, "Grid %s is retired".formatted(code))
                .with("succeededBy", successors);
    }

    private static List<Successor> successors(
            List<Planned> planned,
            List<String> taken,
            LocalDate today,
            String link,
            List<String> from) {
        var successors = new ArrayList<Successor>();
        for (int i = 0; i < taken.size(); i++) {
            var draft = planned.get(i).draft();
            Document state =
                    GridDays.made(draft, new Validity(today, null), today).append(link, from);
            successors.add(new Successor(taken.get(i), state, draft.outline()));
        }
        return successors;
    }

    private List<Warning> warnings(
            List<Planned> planned, List<String> taken, List<Entry> replaced) {
        var warnings = new ArrayList<Warning>();
        planned.forEach(it -> warnings.addAll(it.mended()));
        var drafts = new HashMap<String, GridDraft>();
        for (int i = 0; i < taken.size(); i++) {
            drafts.put(taken.get(i), planned.get(i).draft());
        }
        warnings.addAll(fit.of(drafts, replaced));
        return warnings;
    }

    private LocalDate today() {
        return GridDays.today(clock);
    }
}
