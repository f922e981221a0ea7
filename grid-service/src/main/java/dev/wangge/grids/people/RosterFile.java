package dev.wangge.grids.people;

import com.carrotsearch.hppc.LongIntHashMap;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.platform.csv.CsvFile;
import dev.wangge.platform.csv.CsvFile.LineError;
import dev.wangge.platform.csv.CsvFile.Row;
import dev.wangge.platform.csv.Earliest;
import dev.wangge.platform.csv.Upload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of people: its columns in any order, some of which may be missing; read whole or line
 * by line as the caller asks. It lies on disk and is read a thousand lines at a time: of its lines
 * only the codes' hashes are held in memory.
 */
public final class RosterFile implements AutoCloseable {
    private static final int AT_ONCE = 1_000;
    private final Upload upload;
    private final @Nullable String contentType;
    private final ImportMode mode;
    private final LongIntHashMap firstLines = new LongIntHashMap();
    private final Earliest<LineWarning> warnings = new Earliest<>();
    private CsvFile file = new CsvFile();

    private RosterFile(Upload upload, @Nullable String contentType, ImportMode mode) {
        this.upload = upload;
        this.contentType = contentType;
        this.mode = mode;
    }

    /**
     * The file of a request.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-request for a mode that is none;
     *     body-too-large
     */
    public static RosterFile of(HttpServletRequest request, String mode, boolean dryRun)
            throws IOException {
        var asked = ImportMode.of(mode, dryRun);
        return new RosterFile(Upload.of(request.getInputStream()), request.getContentType(), asked);
    }

    /** One line; a column the file does not have is null. */
    public record Line(Row row) {
        public long line() {
            return row.line();
        }

        /** A field of a column that is required. */
        public String get(String column) {
            return row.get(column);
        }

        /** A field of an optional column; null when the file does not have it. */
        public @Nullable String optional(String column) {
            return row.columns().containsKey(column) ? row.get(column) : null;
        }
    }

    /** Gives all lines that can be read as such, some at a time. */
    public void read(List<String> required, List<String> optional, Consumer<List<Line>> reader) {
        file = new CsvFile(required, optional);
        read(file, reader);
    }

    /** The same once more; what is wrong is known. */
    public void readAgain(
            List<String> required, List<String> optional, Consumer<List<Line>> reader) {
        read(new CsvFile(required, optional), reader);
    }

    private void read(CsvFile from, Consumer<List<Line>> reader) {
        var lines = new ArrayList<Line>(AT_ONCE);
        from.read(
                upload.open(),
                contentType,
                row -> {
                    lines.add(new Line(row));
                    if (lines.size() == AT_ONCE) {
                        reader.accept(List.copyOf(lines));
                        lines.clear();
                    }
                });
        if (!lines.isEmpty()) {
            reader.accept(List.copyOf(lines));
        }
    }

    /** Notes the code of a line; false when a line before has it, and then this one is wrong. */
    public boolean claim(String code, Line line) {
        int at = (int) line.line();
        int first = firstLines.getOrDefault(hash(code), at);
        firstLines.put(hash(code), first);
        if (first != at) {
            wrong(at, "duplicate", "%s is in line %d already".formatted(code, first));
        }
        return first == at;
    }

    /** A million codes share one of these once in thirty million files. */
    private static long hash(String code) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < code.length(); i++) {
            hash = (hash ^ code.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    public void wrong(long line, String code, String message) {
        file.wrong(line, code, message);
    }

    /** Notes what was accepted in a line and should be looked at. */
    public void warn(LineWarning warning) {
        warnings.add((int) warning.line(), warning);
    }

    /** Whether nothing is wrong with a line. */
    public boolean isRight(Line line) {
        return !file.isWrong(line.line());
    }

    /** Whether anything of it may still be stored. */
    public boolean mayBeStored() {
        return mode.lineByLine() || file.wrong() == 0;
    }

    /**
     * Goes on unless something is wrong and the file counts as a whole.
     *
     * @throws dev.wangge.platform.problem.Problem invalid-csv with the first 100 errors
     */
    public void refuseIfWrong() {
        if (!mode.lineByLine()) {
            file.refuseIfWrong();
        }
    }

    public boolean dryRun() {
        return mode.dryRun();
    }

    int refused() {
        return (int) file.wrong();
    }

    List<LineError> errors() {
        return file.errors();
    }

    /** Of the lines; the first hundred. */
    List<LineWarning> warnings() {
        return warnings.first();
    }

    @Override
    public void close() {
        upload.close();
    }
}
