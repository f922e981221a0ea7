package dev.wangge.grids.people;

import dev.wangge.grids.directory.Imported;
import dev.wangge.platform.csv.CsvFile.LineError;
import dev.wangge.platform.problem.Told;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an import of people did, or would do.
 *
 * @param refused lines that were left out
 * @param errors of these lines, the first 100
 * @param emptyGrids grids of the counties in the file that nobody serves afterwards, the first 100
 * @param warnings what was accepted and should be looked at, the first 100
 */
public record RosterImported(
        int read,
        int created,
        int changed,
        int unchanged,
        int refused,
        boolean dryRun,
        List<LineError> errors,
        List<String> emptyGrids,
        long emptyGridCount,
        @Schema(oneOf = {DutyWarning.class, LineWarning.class}) List<Object> warnings)
        implements Told {
    private static final int NAMED = 100;

    /** An import of people who serve no grid. */
    public static RosterImported of(Imported imported, RosterFile file) {
        return of(imported, file, List.of(), 0, List.of());
    }

    static RosterImported of(
            Imported imported,
            RosterFile file,
            List<String> emptyGrids,
            long emptyGridCount,
            List<DutyWarning> aboutDuty) {
        return new RosterImported(
                imported.read(),
                imported.created(),
                imported.changed(),
                imported.unchanged(),
                file.refused(),
                file.dryRun(),
                file.errors(),
                emptyGrids,
                emptyGridCount,
                Stream.<Object>concat(file.warnings().stream(), aboutDuty.stream())
                        .limit(NAMED)
                        .toList());
    }
}
