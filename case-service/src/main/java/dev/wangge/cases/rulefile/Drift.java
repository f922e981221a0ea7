package dev.wangge.cases.rulefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Where two documents differ. */
final class Drift {
    private static final int MOST = 200;
    private static final int LONGEST = 200;
    private final List<Difference> found = new ArrayList<>();

    /**
     * One thing that is not the same.
     *
     * @param pointer in the document
     * @param ours what is in force, as JSON, its beginning; null where there is nothing
     * @param theirs what the file says, likewise
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Difference(String pointer, @Nullable String ours, @Nullable String theirs) {}

    private Drift() {}

    /** The first 200 of them. */
    static List<Difference> between(JsonNode ours, JsonNode theirs) {
        var drift = new Drift();
        drift.compare("#", ours, theirs);
        return drift.found;
    }

    private void compare(String pointer, JsonNode ours, JsonNode theirs) {
        if (found.size() >= MOST || ours.equals(theirs)) {
            return;
        }
        if (ours.isObject() && theirs.isObject()) {
            ours.propertyNames()
                    .forEach(name ->
                            compare(pointer + "/" + name, ours.path(name), theirs.path(name)));
            theirs.propertyNames().stream()
                    .filter(name -> !ours.has(name))
                    .forEach(name ->
                            compare(
                                    pointer + "/" + name,
                                    MissingNode.getInstance(),
                                    theirs.path(name)));
        } else if (ours.isArray() && theirs.isArray()) {
            for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
                compare(pointer + "/" + i, ours.path(i), theirs.path(i));
            }
        } else {
            found.add(new Difference(pointer, shown(ours), shown(theirs)));
        }
    }

    private static @Nullable String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        var text = Objects.toString(value);
        return text.length() > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST)))
                : text;
    }
}
