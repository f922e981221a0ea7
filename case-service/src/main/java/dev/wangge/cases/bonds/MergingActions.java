package dev.wangge.cases.bonds;

import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.MERGED;
import static dev.wangge.cases.life.Status.REPORTED;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.bond.Bonds;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseMerged;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 合并: duplicates join the oldest. Always the older one stays, so that two that are merged at once,
 * each into the other, cannot both be gone.
 */
@Component
class MergingActions implements CaseActions.Rows {
    private static final int UUID = 36;

    private static final Comparator<Case> AGE =
            Comparator.comparing(Case::reportedAt).thenComparing(Case::id);

    record Merge(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(
                            requiredMode = REQUIRED,
                            maxLength = UUID,
                            description = "The id of an open case that was reported before")
                    String into)
            implements CaseCommand {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("merge", "合并: it is a duplicate of an older case", Merge.class)
                        .from(REPORTED, FILED)
                        .to(MERGED)
                        .by(Who.holding(DISPATCHER))
                        .onlyWhile(it -> it.bonds().openParts().isEmpty())
                        .leadsOn()
                        .decides(MergingActions::merged));
    }

    /**
     * That one learns of it next, from {@link MergeErrand}. Whoever sees the one sees something of
     * the other: both are for the same few, or for all.
     */
    private static List<CaseEvent> merged(Case it, Merge merge, CommandContext context) {
        var into =
                context.others()
                        .find(merge.into())
                        .orElseThrow(() -> wrong("unknown-case", "No such case in your divisions"));
        requireOlder(into, it);
        var family = it.bonds().family();
        if (family.origin() != null) {
            throw refused(into, "PART", "It is a part of another case");
        }
        if (!family.children().isEmpty()) {
            throw refused(into, "SPLIT", "It was split into cases of their own");
        }
        if (into.confidence().isConfidential() != it.confidence().isConfidential()) {
            throw refused(
                    into, "CONFIDENTIAL", "One of the two is confidential, and the other is not");
        }
        if (!Status.OPEN.contains(into.status())) {
            throw refused(into, "NOT_OPEN", "The other case has come to its end");
        }
        if (into.bonds().duplicates().size() + it.bonds().duplicates().size()
                >= Bonds.MOST_DUPLICATES) {
            throw refused(into, "FULL", "The other case has all the duplicates it can have");
        }
        return List.of(new CaseMerged(into.id(), into.number(), it.status().name()));
    }

    private static void requireOlder(Case into, Case it) {
        if (into.id().equals(it.id())) {
            throw wrong("wrong-value", "A case is merged into another one");
        }
        if (AGE.compare(into, it) > 0) {
            throw refused(into, "NEWER", "The other case is newer: merge that one into this");
        }
    }

    private static Problem wrong(String code, String why) {
        return Problem.invalid(Pointed.at("#/into", code, why));
    }

    private static Problem refused(Case into, String reason, String why) {
        return new Problem(ProblemType.CANNOT_MERGE, why)
                .with("reason", reason)
                .with("into", into.id())
                .with("href", "/api/v1/cases/" + into.id())
                .with("state", into.status().name());
    }
}
