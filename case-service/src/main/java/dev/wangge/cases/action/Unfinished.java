package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.bond.Child;
import dev.wangge.cases.life.bond.Part;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What others have to do before a case may come to its end. */
public final class Unfinished {
    private Unfinished() {}

    /** A case that it was split into. */
    record Open(String id, @Nullable String number, String href) {
        private static Open of(Child child) {
            return new Open(child.id(), child.number(), "/api/v1/cases/" + child.id());
        }
    }

    /** Who is in charge says that all is done: what the others do is not, yet. */
    public static Optional<Problem> parts(Case it) {
        var open = it.bonds().openParts().stream().map(Part::side).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Problem(ProblemType.PARTS_OPEN, "Others who take part are not done yet")
                                .with("parts", open));
    }

    /** It ends when all that it was split into have ended. */
    public static Optional<Problem> children(Case it) {
        var open = it.bonds().family().open().stream().map(Open::of).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Problem(
                                        ProblemType.CHILDREN_OPEN,
                                        "Cases that it was split into have not ended yet")
                                .with("children", open));
    }

    public static Optional<Problem> partsOrChildren(Case it) {
        return parts(it).or(() -> children(it));
    }
}
