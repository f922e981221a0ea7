package dev.wangge.grids.people;

import dev.wangge.grids.csv.CsvFile;
import dev.wangge.grids.csv.CsvFile.LineError;
import dev.wangge.grids.csv.CsvFile.Row;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of people: its columns in any order, some of which may be missing; read whole or line
 * by line as the caller asks.
 */
public final class RosterFile {
    private static final int NAMED = 100;
    private final InputStream body;
    private final @Nullable String contentType;
    private final ImportMode mode;
    private final Map<Long, List<LineError>> errors = new TreeMap<>();

    private RosterFile(InputStream body, @Nullable String contentType, ImportMode mode) {
        this.body = body;
        this.contentType = contentType;
        this.mode = mode;
    }

    /**
     * The file of a request.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-request for a mode that is none
     */
    public static RosterFile of(HttpServletRequest request, String mode, boolean dryRun)
            throws IOException {
        return new RosterFile(
                request.getInputStream(), request.getContentType(), ImportMode.of(mode, dryRun));
    }

    /** One line; a column the file does not have is null. */
    public record Line(long line, Map<String, String> fields) {
        /** A field of a column that is required. */
        public String get(String column) {
            return fields.getOrDefault(column, "");
        }

        /** A field of an optional column; null when the file does not have it. */
        public @Nullable String optional(String column) {
            return fields.get(column);
        }
    }

    /** All lines that can be read as such. */
    public List<Line> read(List<String> required, List<String> optional) {
        var file = new CsvFile(required, optional);
        var lines = new ArrayList<Line>();
        file.read(body, contentType, row -> lines.add(line(row)));
        file.errors().forEach(error -> wrong(error.line(), error.code(), error.message()));
        return lines;
    }

    private static Line line(Row row) {
        var fields = new HashMap<String, String>();
        row.columns().keySet().forEach(column -> fields.put(column, row.get(column)));
        return new Line(row.line(), fields);
    }

    /** The lines by code; a code that comes twice is wrong. */
    public static Map<String, Line> byCode(Collection<Line> lines, RosterFile file) {
        var byCode = new LinkedHashMap<String, Line>();
        for (var line : lines) {
            var first = byCode.putIfAbsent(line.get("code"), line);
            if (first != null) {
                file.wrong(
                        line.line(),
                        "duplicate",
                        line.get("code") + " is in line " + first.line() + " already");
            }
        }
        return byCode;
    }

    public void wrong(long line, String code, String message) {
        errors.computeIfAbsent(line, any -> new ArrayList<>())
                .add(new LineError(line, code, message));
    }

    /** Whether nothing is wrong with a line. */
    public boolean isRight(Line line) {
        return !errors.containsKey(line.line());
    }

    /**
     * Goes on unless something is wrong and the file counts as a whole.
     *
     * @throws Problem invalid-csv with the first 100 errors
     */
    public void refuseIfWrong() {
        if (mode.lineByLine() || errors.isEmpty()) {
            return;
        }
        var file = new CsvFile();
        errors.values()
                .forEach(all -> all.forEach(e -> file.wrong(e.line(), e.code(), e.message())));
        file.refuseIfWrong();
    }

    public boolean dryRun() {
        return mode.dryRun();
    }

    int refused() {
        return errors.size();
    }

    List<LineError> errors() {
        return errors.values().stream().flatMap(List::stream).limit(NAMED).toList();
    }
}
