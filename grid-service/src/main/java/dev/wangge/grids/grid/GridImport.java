package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.platform.csv.Upload;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Imports grids from GeoJSON. A feature with a code says what that grid is from today on; one
 * without makes a grid in the village it names, unless there is one of that name.
 *
 * <p>The file lies on disk and is read twice: first where its features are, then village by
 * village. Some villages are in memory at a time, whatever the size of the file.
 */
@Component
class GridImport {
    private final Directory directory;
    private final Counties counties;
    private final GridSurvey survey;
    private final NewCodes codes;
    private final Clock clock;

    GridImport(
            Directory directory,
            Counties counties,
            GridSurvey survey,
            NewCodes codes,
            Clock clock) {
        this.directory = directory;
        this.counties = counties;
        this.survey = survey;
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * What an import did, or would do.
     *
     * @param refused features that were left out, line by line only
     * @param errors the first 100, with the index of the feature
     * @param warnings the first 100
     * @param codes of the grids whose features came without one, by feature; of a dry run only
     *     those that are there already; the first 100,000
     */
    record Report(
            int read,
            int created,
            int changed,
            int unchanged,
            int refused,
            boolean dryRun,
            List<Map<String, @Nullable Object>> errors,
            List<Warning> warnings,
            int warningCount,
            List<Allotted> codes)
            implements Told {}

    /**
     * Which grid a feature without a code is.
     *
     * @param id what its own system calls it: the feature's id, or its property of that name
     */
    record Allotted(int feature, @Nullable JsonNode id, String code) {}

    /**
     * Stores all grids of a FeatureCollection or none; line by line, the good ones. They show all
     * at once.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-geometry with the wrong features, unless
     *     they are to be left out; changed-meanwhile; village-full
     */
    Report run(InputStream body, ImportMode mode, Caller caller) {
        try (var upload = Upload.of(body)) {
            var file = new FeatureFile();
            var lots = new VillageLots(file, caller);
            file.scan(upload.open(), VillageLots.PROPERTIES, lots::note);
            try (var run =
                    new GridImportRun(
                            directory,
                            survey,
                            codes,
                            file,
                            GridDays.today(clock),
                            mode,
                            caller.by())) {
                var lines = new GridLines(upload, file, counties.visit(), run::warn);
                lots.inBatches(batch -> run.take(batch, lines));
                return run.end(lots.read());
            }
        }
    }
}
