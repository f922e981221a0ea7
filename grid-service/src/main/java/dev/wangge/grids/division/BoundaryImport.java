package dev.wangge.grids.division;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.FeatureFile.Feature;
import dev.wangge.platform.csv.Upload;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Imports boundaries of divisions from GeoJSON, which show all at once; a repeat changes nothing.
 * The file lies on disk, and some boundaries are in memory at a time.
 */
@Component
class BoundaryImport {
    /**
     * With 52 bytes for each, an outline is stored four times in one document: a former one beside
     * the present one, and both as they were before an import.
     */
    private static final int MOST_POINTS = 80_000;

    /** So many points with heights, indented. */
    private static final int LONGEST_FEATURE = 8 << 20;

    private static final int AT_ONCE = 50;
    private static final long LONGEST_AT_ONCE = 8L << 20;
    private final Directory directory;

    BoundaryImport(Directory directory) {
        this.directory = directory;
    }

    /**
     * Stores the boundaries of a FeatureCollection, all or none.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-geometry with the wrong features;
     *     changed-meanwhile
     */
    Imported run(InputStream body, Caller caller) {
        try (var upload = Upload.of(body);
                var importing = directory.beginImport(caller.by(), false)) {
            var file = new FeatureFile();
            var run = new Run(file, importing, caller);
            file.scan(
                    upload.open(),
                    Set.of(),
                    spot -> {
                        if (spot.length() > LONGEST_FEATURE) {
                            file.wrong(
                                    spot.index(),
                                    "feature-too-long",
                                    "A feature has at most 8 MiB");
                        } else {
                            var json = upload.slice(spot.from(), (int) spot.length());
                            run.take(file.feature(spot.index(), json, MOST_POINTS));
                        }
                    });
            run.flush();
            file.refuseIfWrong();
            return importing.commit();
        }
    }

    private static final class Run {
        private final FeatureFile file;
        private final Import importing;
        private final Caller caller;
        private final Set<String> seen = new HashSet<>();
        private final List<Wanted> batch = new ArrayList<>();
        private long length;

        Run(FeatureFile file, Import importing, Caller caller) {
            this.file = file;
            this.importing = importing;
            this.caller = caller;
        }

        void take(Feature feature) {
            var code = feature.text("code");
            if (DivisionCode.parse(code).isEmpty()) {
                file.wrong(feature.index(), "no-such-division", "No division " + code);
            } else if (!seen.add(code)) {
                file.wrong(feature.index(), "duplicate", code + " comes twice");
            } else if (!caller.covers(code)) {
                file.wrong(feature.index(), "outside-scope", code + " is outside your divisions");
            } else if (!file.isWrong(feature.index())) {
                var outline = feature.outline();
                var geometry = outline == null ? null : outline.geoJson();
                batch.add(
                        new Wanted(
                                Kind.DIVISION,
                                code,
                                old -> drawn(old, feature.index(), code, geometry)));
                length += geometry == null ? 0 : geometry.length();
                if (batch.size() == AT_ONCE || length > LONGEST_AT_ONCE) {
                    flush();
                }
            }
        }

        private Optional<Entry> drawn(
                @Nullable Entry division, int feature, String code, @Nullable String geometry) {
            if (division == null) {
                file.wrong(feature, "no-such-division", "No division " + code);
                return Optional.empty();
            }
            return Optional.of(division.withGeometry(geometry));
        }

        void flush() {
            if (file.refused() > 0) {
                importing.checkOnly();
            }
            importing.stage(batch);
            batch.clear();
            length = 0;
        }
    }
}
