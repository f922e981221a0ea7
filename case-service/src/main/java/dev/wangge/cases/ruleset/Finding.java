package dev.wangge.cases.ruleset;

import dev.wangge.platform.problem.Problem.Pointed;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with rules.
 *
 * @param pointer where in the request, as {@code #/body/handle/2}
 * @param sample what would come to show it; null where none was found
 */
public record Finding(
        String pointer, String code, String message, @Nullable Map<String, String> sample) {
    /** One that needs no sample. */
    public Finding(String pointer, String code, String message) {
        this(pointer, code, message, null);
    }

    Pointed pointed() {
        return Pointed.at(pointer, code, message);
    }
}
