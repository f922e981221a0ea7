package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Ground;
import dev.wangge.grids.place.Ground.Bounds;
import dev.wangge.grids.place.InvalidGeometry;
import dev.wangge.grids.place.Outline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Knows whether an outline lies in its county, where the county's boundary is stored. */
@Component
class Counties {
    private static final int MOST = 100;
    private static final int COUNTY_DIGITS = 6;
    private final Map<String, Known> widened = new ConcurrentHashMap<>();
    private final Directory directory;
    private final OutlineSettings settings;

    Counties(Directory directory, OutlineSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    private record County(String name, Bounds bounds) {}

    private record Known(long version, County county) {}

    /** The counties of one request, each asked for once. */
    final class Visit {
        private final Map<String, Optional<County>> visited = new HashMap<>();

        void requireWithin(Outline outline, GridCode grid) throws InvalidGeometry {
            var code = grid.value().substring(0, COUNTY_DIGITS) + "000000";
            var county = visited.computeIfAbsent(code, Counties.this::county);
            if (county.isPresent()) {
                county.get().bounds().require(outline.geometry(), county.get().name());
            }
        }
    }

    Visit visit() {
        return new Visit();
    }

    private Optional<County> county(String code) {
        var division = directory.find(Kind.DIVISION, code).orElse(null);
        if (division == null || division.geometry() == null) {
            return Optional.empty();
        }
        var known = widened.get(code);
        if (known == null || known.version() != division.version()) {
            if (widened.size() >= MOST) {
                widened.clear();
            }
            known =
                    new Known(
                            division.version(),
                            new County(
                                    division.text("name"),
                                    Ground.around(
                                            Outline.stored(division.geometry()).geometry(),
                                            settings.countyTolerance())));
            widened.put(code, known);
        }
        return Optional.of(known.county());
    }
}
