package dev.wangge.grids.directory;

import dev.wangge.platform.problem.Told;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param refused lines that were left out because they are wrong
 * @param errors the first hundred of them
 */
public record ImportReport(
        int read,
        int created,
        int changed,
        int unchanged,
        long refused,
        boolean dryRun,
        List<?> errors)
        implements Told {
    /** Of what was done, and what is wrong with the rest. */
    public static ImportReport of(Imported done, long refused, List<?> errors, ImportMode mode) {
        return new ImportReport(
                done.read(),
                done.created(),
                done.changed(),
                done.unchanged(),
                refused,
                mode.dryRun(),
                errors);
    }
}
