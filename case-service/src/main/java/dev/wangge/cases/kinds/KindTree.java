package dev.wangge.cases.kinds;

import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Categories by their codes; each means itself and all that lie below it. */
public final class KindTree {
    private final Map<String, Category> categories;

    /**
     * @param path codes of those above it, the widest first, and its own at last
     */
    record Category(CaseKind kind, List<String> path) {}

    KindTree(Map<String, Category> categories) {
        this.categories = Map.copyOf(categories);
    }

    /**
     * What a case is about, as it keeps it: the category and all above it, the widest first.
     *
     * @param code of the category
     * @throws Problem invalid-request where there is none, or it is of another kind
     */
    public List<String> path(String code, CaseKind kind) {
        return path(code, kind, "#/category");
    }

    /**
     * The same.
     *
     * @param pointer where the code stands in the request
     */
    public List<String> path(String code, CaseKind kind, String pointer) {
        var category = categories.get(code);
        if (category == null) {
            throw wrong(pointer, "unknown-category", "No category " + code);
        }
        if (category.kind() != kind) {
            throw wrong(pointer, "wrong-kind", "%s does not lie under %s".formatted(code, kind));
        }
        return category.path();
    }

    private static Problem wrong(String pointer, String code, String message) {
        return Problem.invalid(Pointed.at(pointer, code, message));
    }

    /** All of them by their codes, each with those above it and its own. */
    public Map<String, List<String>> paths() {
        return categories.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> entry.getValue().path()));
    }
}
