package dev.wangge.grids.map;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Outline;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.place.Codes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Draws a map: a GeoJSON FeatureCollection of what has an outline and lasts, by code. */
@Component
class MapDrawing {
    private static final int PAGE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Directory directory;

    MapDrawing(Directory directory) {
        this.directory = directory;
    }

    /** Grids; of what would be dust the division that is not, else a point. */
    String grids(List<String> prefixes, Zoom zoom, LocalDate today) {
        var divisions = new HashMap<String, Drawn>();
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        var instead = new TreeSet<String>();
        for (var prefix : prefixes) {
            outlined(Kind.DIVISION, prefix, today)
                    .forEach(it -> divisions.put(Codes.prefix(it.code()), drawn(it)));
            for (var grid : outlined(Kind.GRID, prefix, today)) {
                var drawn = drawn(grid);
                if (!zoom.isDust(drawn.outline())) {
                    drawn.write(zoom, text);
                    continue;
                }
                var division = division(grid.code(), divisions, zoom);
                if (division.isPresent()) {
                    instead.add(division.get());
                } else {
                    drawn.writePoint(zoom, text);
                }
            }
        }
        for (var code : instead) {
            of(divisions, code).write(zoom, text);
        }
        return text.append("]}").toString();
    }

    /** The nearest one above it that is large enough; else the widest that has an outline. */
    private static Optional<String> division(String grid, Map<String, Drawn> divisions, Zoom zoom) {
        var above =
                Codes.path(grid).reversed().stream()
                        .skip(1)
                        .filter(divisions::containsKey)
                        .toList();
        return above.stream()
                .filter(code -> !zoom.isDust(of(divisions, code).outline()))
                .findFirst()
                .or(() -> above.isEmpty() ? Optional.empty() : Optional.of(above.getLast()));
    }

    private static Drawn of(Map<String, Drawn> divisions, String code) {
        return Objects.requireNonNull(divisions.get(code), code);
    }

    /** Divisions that have a boundary. */
    String divisions(List<String> prefixes, Zoom zoom, LocalDate today) {
        var text = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (var prefix : prefixes) {
            outlined(Kind.DIVISION, prefix, today).forEach(it -> drawn(it).write(zoom, text));
        }
        return text.append("]}").toString();
    }

    private List<Entry> outlined(Kind kind, String prefix, LocalDate today) {
        var found = new ArrayList<Entry>();
        var asked = new Asked(PAGE, null);
        while (true) {
            var page =
                    directory.list(
                            kind,
                            List.of(prefix),
                            List.of(Within.beginning(kind, prefix)),
                            asked,
                            some -> some);
            page.items().stream()
                    .filter(it -> it.geometry() != null)
                    .filter(it -> Validity.of(it.state()).holdsOn(today))
                    .forEach(found::add);
            var next = page.next();
            if (next == null) {
                return found;
            }
            asked = Asked.of(PAGE, next);
        }
    }

    private static Drawn drawn(Entry it) {
        return new Drawn(it, Outline.stored(String.valueOf(it.geometry())).geometry());
    }

    private record Drawn(Entry it, Geometry outline) {
        void write(Zoom zoom, StringBuilder text) {
            begin(zoom, text);
            zoom.write(outline, text);
            text.append('}');
        }

        void writePoint(Zoom zoom, StringBuilder text) {
            begin(zoom, text);
            text.append("{\"type\":\"Point\",\"coordinates\":");
            zoom.write(outline.getInteriorPoint().getCoordinate(), text);
            text.append("}}");
        }

        private void begin(Zoom zoom, StringBuilder text) {
            if (text.charAt(text.length() - 1) != '[') {
                text.append(',');
            }
            text.append("{\"type\":\"Feature\",\"properties\":");
            var properties = new LinkedHashMap<String, String>();
            properties.put("code", it.code());
            properties.put("name", it.text("name"));
            properties.put("kind", kind());
            properties.put("divisionCode", Codes.division(it.code()));
            var written = JSON.writeValueAsString(properties);
            text.append(written, 0, written.length() - 1).append(",\"center\":");
            zoom.write(outline.getInteriorPoint().getCoordinate(), text);
            text.append("},\"geometry\":");
        }

        /** BASIC, DEDICATED or MICRO of a grid; of a division its level: COUNTY, TOWNSHIP… */
        private String kind() {
            return it.kind() == Kind.GRID
                    ? it.text("kind")
                    : Level.of(it.text("level")).map(Level::name).orElse("DIVISION");
        }
    }
}
