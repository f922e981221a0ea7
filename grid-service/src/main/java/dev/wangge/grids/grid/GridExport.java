package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.directory.Kind;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes grids as an RFC 7946 FeatureCollection, by code: the same grids are the same bytes. All
 * features have the same flat properties, because that is what QGIS makes a table of; behind them
 * come those that a grid was brought with.
 */
@Component
class GridExport {
    private static final int PAGE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Directory directory;
    private final Clock clock;

    GridExport(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Writes page after page.
     *
     * @param day as they were then; null for those that are not retired, as they are
     */
    void write(List<String> prefixes, @Nullable LocalDate day, Writer out) throws IOException {
        var today = GridDays.today(clock);
        out.write("{\"type\":\"FeatureCollection\",\"name\":\"grids\",\"features\":[");
        var before = "\n";
        var asked = new Asked(PAGE, null);
        while (true) {
            var page =
                    directory.list(
                            Kind.GRID,
                            prefixes,
                            List.of(GridIds.within(prefixes)),
                            asked,
                            found -> found);
            for (var grid : page.items()) {
                var shown = shown(grid, day, today);
                if (shown.isPresent()) {
                    out.write(before);
                    write(grid.code(), shown.get(), out);
                    before = ",\n";
                }
            }
            String next = page.next();
            if (next == null) {
                break;
            }
            asked = Asked.of(PAGE, next);
        }
        out.write("\n]}\n");
    }

    private static Optional<Former> shown(Entry grid, @Nullable LocalDate day, LocalDate today) {
        if (day != null) {
            return GridDays.on(grid, day);
        }
        return GridDays.isRetired(grid, today)
                ? Optional.empty()
                : Optional.of(new Former(grid.state(), grid.geometry()));
    }

    private static void write(String code, Former grid, Writer out) throws IOException {
        out.write("{\"type\":\"Feature\",");
        var id = OwnProperties.of(grid.state()).id();
        if (id != null) {
            out.write("\"id\":" + id + ",");
        }
        out.write("\"properties\":");
        out.write(JSON.writeValueAsString(properties(code, grid.state())));
        out.write(",\"geometry\":");
        out.write(grid.geometry() == null ? "null" : grid.geometry());
        out.write('}');
    }

    private static Map<String, @Nullable Object> properties(String code, Document state) {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        var season = state.get("season", Document.class);
        var groups = state.getList("groups", String.class, List.of());
        properties.put("code", code);
        properties.put("divisionCode", code.substring(0, 12));
        properties.put("name", state.getString("name"));
        properties.put("kind", state.getString("kind"));
        properties.put(
                "season",
                season == null ? null : season.getString("from") + "/" + season.getString("to"));
        properties.put("groups", groups.isEmpty() ? null : String.join(";", groups));
        properties.put("validFrom", state.getString("validFrom"));
        properties.put("validTo", state.getString("validTo"));
        properties.put("illustrative", state.getBoolean("illustrative", false));
        var own = OwnProperties.of(state).propertiesNode();
        if (own != null) {
            own.forEachEntry(properties::put);
        }
        return properties;
    }
}
