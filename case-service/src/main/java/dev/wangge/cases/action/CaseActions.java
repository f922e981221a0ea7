package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All rows there are, in the order of a case's life. */
@Component
public final class CaseActions {
    private final List<CaseAction<?>> rows;

    /** What a feature adds: whatever can be done to a case is among some feature's rows. */
    public interface Rows {
        List<CaseAction<?>> rows();
    }

    public CaseActions(List<Rows> features) {
        this.rows =
                features.stream()
                        .flatMap(feature -> feature.rows().stream())
                        .sorted(
                                Comparator.<CaseAction<?>, Status>comparing(
                                                row -> row.from().iterator().next())
                                        .thenComparingInt(row -> row.from().size()))
                        .toList();
    }

    public List<CaseAction<?>> all() {
        return rows;
    }

    public Optional<CaseAction<?>> find(String slug) {
        return rows.stream().filter(row -> row.slug().equals(slug)).findFirst();
    }

    /**
     * Does it: the case holds what was decided, or is as it was.
     *
     * @throws Problem action-not-allowed in its present state, and whatever the row refuses
     */
    public <C extends CaseCommand> void perform(
            CaseAction<C> action, Case it, C command, CommandContext context) {
        action.barrier(it, context.now())
                .ifPresent(problem -> {
                    throw problem;
                });
        if (!action.isPossible(it, context.now())) {
            throw notNow(
                    it,
                    context.now(),
                    "%s is not possible while the case is %s"
                            .formatted(
                                    action.slug(),
                                    it.isSuspended() ? "suspended" : it.status().name()));
        }
        action.perform(it, command, context);
    }

    /** Refuses what is not possible in the present state, and says what is. */
    public Problem notNow(Case it, Instant now, String detail) {
        return new Problem(ProblemType.ACTION_NOT_ALLOWED, detail)
                .with("state", it.status().name())
                .with("actions", possible(it, now).stream().map(CaseAction::slug).toList());
    }

    /** What can be done to it now, by whoever may. */
    public List<CaseAction<?>> possible(Case it, Instant now) {
        return rows.stream().filter(row -> row.isPossible(it, now)).toList();
    }
}
