package dev.wangge.grids.directory;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import org.jspecify.annotations.Nullable;

/**
 * How the caller wants an import done.
 *
 * @param lineByLine what is right is stored though other lines are wrong; else one wrong line
 *     refuses the file
 * @param dryRun nothing is stored, and said what would be
 */
public record ImportMode(boolean lineByLine, boolean dryRun) {
    /**
     * Reads the parameters {@code mode} (all-or-nothing, or line-by-line) and {@code dryRun}.
     *
     * @throws Problem invalid-request
     */
    public static ImportMode of(@Nullable String mode, boolean dryRun) {
        return switch (mode) {
            case null -> new ImportMode(false, dryRun);
            case "all-or-nothing" -> new ImportMode(false, dryRun);
            case "line-by-line" -> new ImportMode(true, dryRun);
            default ->
                    throw Problem.invalid(
                            Pointed.parameter(
                                    "mode",
                                    "wrong-value",
                                    "mode is all-or-nothing or line-by-line"));
        };
    }
}
