package dev.wangge.cases.splitting;

import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseSplit;
import dev.wangge.contracts.cases.v1.CaseEvent.Piece;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 拆分: what several are to handle becomes several cases. */
@Component
class SplittingActions implements CaseActions.Rows {
    private static final int TITLE = 200;

    record Split(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, description = "Each becomes a case of its own")
                    List<Child> children)
            implements CaseCommand {}

    record Child(
            @Schema(requiredMode = REQUIRED) CaseKind kind,
            @Schema(requiredMode = REQUIRED, maxLength = TITLE) String title,
            @Schema(maxLength = CaseCommand.TEXT) @Nullable String description,
            @Schema(
                            minLength = 1,
                            maxLength = KindRules.LONGEST_CODE,
                            description = "That of the whole where it is of the same kind")
                    @Nullable String category) {}

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("split", "拆分: several cases out of one", Split.class)
                        .from(FILED, DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(DISPATCHER))
                        // What is a part already is one handler's.
                        .onlyWhile(it -> it.bonds().family().origin() == null)
                        .decides((it, split, context) ->
                                List.of(split(it, split.children(), context))));
    }

    /** They are cases next, by {@link SplitErrand}. */
    private static CaseEvent split(Case it, List<Child> children, CommandContext context) {
        int before = it.bonds().family().children().size();
        if (before + children.size() > CaseCommand.ITEMS) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/children",
                            "too-many",
                            "A case is split into %d at most".formatted(CaseCommand.ITEMS)));
        }
        return new CaseSplit(
                IntStream.range(0, children.size())
                        .mapToObj(i ->
                                piece(
                                        it,
                                        children.get(i),
                                        before + i + 1,
                                        categories(it, children.get(i), i, context)))
                        .toList());
    }

    /** Null where nobody said what it is about. */
    private static @Nullable List<String> categories(
            Case it, Child child, int at, CommandContext context) {
        if (child.category() != null) {
            return context.rules()
                    .kinds()
                    .path(child.category(), child.kind(), "#/children/%d/category".formatted(at));
        }
        return child.kind() == it.kind() && !it.categories().isEmpty() ? it.categories() : null;
    }

    /** By an id that follows from the case: whoever makes it finds the one that is there. */
    private static Piece piece(
            Case it, Child child, int number, @Nullable List<String> categories) {
        return new Piece(
                Ids.of("child-case", it.id(), String.valueOf(number)).toString(),
                child.kind().name(),
                it.texts().keep(child.title()),
                it.texts().keepIfGiven(child.description()),
                categories);
    }
}
