package dev.wangge.platform.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.wangge.platform.csv.CsvText.UnknownCharset;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) with a known header, read row by row, as often as need be. What is wrong is
 * collected by line; a line with nothing in it is no row.
 */
public final class CsvFile {
    private final List<String> required;
    private final List<String> optional;
    private final Earliest<LineError> errors = new Earliest<>();
    private final BitSet wrongLines = new BitSet();

    /** Of these columns, in any order. */
    public CsvFile(String... columns) {
        this(List.of(columns), List.of());
    }

    /** Of these columns, in any order; the optional ones may be left out. */
    public CsvFile(List<String> required, List<String> optional) {
        this.required = required;
        this.optional = optional;
    }

    /** What is wrong in a line; lines count from 1, the header included. */
    public record LineError(long line, String code, String message) {}

    /** One row, its fields stripped. */
    public record Row(long line, Map<String, Integer> columns, List<String> fields) {
        /** A field; empty when it is blank, or its column was left out. */
        public String get(String column) {
            var at = columns.get(column);
            return at == null ? "" : fields.get(at);
        }
    }

    /**
     * Gives each row to the reader.
     *
     * @param contentType its charset is believed, UTF-8 without one; a byte order mark is believed
     *     before it
     * @throws Problem invalid-csv, when no row can be read at all
     */
    public void read(InputStream body, @Nullable String contentType, Consumer<Row> reader) {
        long line = 0;
        try (var text = CsvText.of(new LimitedBody(body, LimitedBody.BULK), contentType);
                var rows =
                        CsvReader.builder()
                                .fieldSeparator(text.separator())
                                .allowMissingFields(true)
                                .allowExtraFields(true)
                                .skipEmptyLines(true)
                                .ofCsvRecord(text.text())) {
            Header header = null;
            for (var record : rows) {
                line = record.getStartingLineNumber();
                if (record.getFields().stream().allMatch(field -> Cells.words(field).isEmpty())) {
                    continue;
                }
                if (header == null) {
                    header = header(record);
                } else {
                    row(record, header, reader);
                }
            }
            if (header == null) {
                wrong(
                        1,
                        "header",
                        "The file is empty; it starts with " + String.join(",", required));
                refuseIfWrong();
            }
        } catch (CsvParseException e) {
            wrong(
                    line + 1,
                    "malformed",
                    "Not CSV from here, and not read: a quotation mark that does not end, or a"
                            + " field without bounds");
        } catch (UnknownCharset e) {
            wrong(
                    1,
                    "unknown-charset",
                    "There is no charset %s; send UTF-8, or name GB18030 in Content-Type"
                            .formatted(Cells.shown(e.name())));
            refuseIfWrong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The columns of a file.
     *
     * @param columns where those with a name are
     * @param named the same places
     * @param last the last of them
     */
    private record Header(Map<String, Integer> columns, BitSet named, int last) {
        static Header of(Map<String, Integer> columns) {
            var named = new BitSet();
            columns.values().forEach(named::set);
            return new Header(columns, named, named.length() - 1);
        }
    }

    private Header header(CsvRecord record) {
        var columns = new LinkedHashMap<String, Integer>();
        var faults = new ArrayList<String>();
        var known = Stream.concat(required.stream(), optional.stream()).toList();
        for (int i = 0; i < record.getFieldCount(); i++) {
            var name = name(record.getField(i));
            // A spreadsheet writes as many columns as it ever had.
            if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
                faults.add("%s comes twice".formatted(Cells.shown(name)));
            }
        }
        var missing = new ArrayList<>(required);
        missing.removeAll(columns.keySet());
        if (!missing.isEmpty()) {
            faults.add("%s is missing".formatted(String.join(",", missing)));
        }
        var unknown = new ArrayList<>(columns.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            faults.add("%s is not known".formatted(Cells.shown(String.join(",", unknown))));
        }
        if (!faults.isEmpty()) {
            wrong(
                    record.getStartingLineNumber(),
                    "header",
                    "The header must be %s%s: %s"
                            .formatted(
                                    String.join(",", required),
                                    optional.isEmpty()
                                            ? ""
                                            : "; it may have " + String.join(",", optional),
                                    String.join("; ", faults)));
            refuseIfWrong();
        }
        return Header.of(columns);
    }

    private static String name(String cell) {
        return Cells.plain(cell).toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
    }

    private void row(CsvRecord record, Header header, Consumer<Row> reader) {
        var line = record.getStartingLineNumber();
        if (record.getFieldCount() <= header.last()) {
            wrong(
                    line,
                    "field-count",
                    "%d fields where the header has %d"
                            .formatted(record.getFieldCount(), header.last() + 1));
            return;
        }
        var fields = new ArrayList<String>(record.getFields());
        for (int i = 0; i < fields.size(); i++) {
            if (!header.named().get(i) && !Cells.words(fields.get(i)).isEmpty()) {
                wrong(
                        line,
                        "field-count",
                        "Column %d has no name and is not empty: %s"
                                .formatted(i + 1, Cells.shown(fields.get(i))));
                return;
            }
        }
        boolean right = true;
        for (var column : header.columns().entrySet()) {
            var cell = cell(column.getKey(), fields.get(column.getValue()));
            fields.set(column.getValue(), cell);
            right &= isRight(line, column.getKey(), cell);
        }
        if (right) {
            reader.accept(new Row(line, header.columns(), fields));
        }
    }

    private static String cell(String column, String cell) {
        if (column.startsWith("name") || column.equals("aliases")) {
            return Cells.words(cell);
        }
        return isNumber(column) ? Cells.number(cell) : Cells.plain(cell);
    }

    private static boolean isNumber(String column) {
        return column.endsWith("code") || column.equals("phone") || column.equals("superseded_by");
    }

    private boolean isRight(long line, String column, String cell) {
        if (isNumber(column) && Cells.isScientific(cell)) {
            wrong(
                    line,
                    "scientific",
                    "A spreadsheet took the %s for a number and shortened it to %s: make the column"
                                    .formatted(column, Cells.shown(cell))
                            + " text and fill it in again");
            return false;
        }
        var wrong = Cells.wrong(cell);
        wrong.ifPresent(code ->
                wrong(
                        line,
                        code,
                        code.equals("charset")
                                ? "The %s holds what is not in the file's charset: send UTF-8, or"
                                                .formatted(column)
                                        + " name another, as GB18030, in Content-Type"
                                : "The %s holds a control character".formatted(column)));
        return wrong.isEmpty();
    }

    /** Notes that a line is wrong; the first hundred faults are named, all lines are counted. */
    public void wrong(long line, String code, String message) {
        wrongLines.set((int) line);
        errors.add((int) line, new LineError(line, code, message));
    }

    /** How many lines are wrong. */
    public long wrong() {
        return wrongLines.cardinality();
    }

    /** Whether something is wrong with this line. */
    public boolean isWrong(long line) {
        return wrongLines.get((int) line);
    }

    /** The first hundred faults, by line. */
    public List<LineError> errors() {
        return errors.first();
    }

    /**
     * Refuses the file when any line is wrong.
     *
     * @throws Problem invalid-csv with the first 100 errors by line, and how many lines are wrong
     */
    public void refuseIfWrong() {
        if (!wrongLines.isEmpty()) {
            var named = errors();
            var first = named.getFirst();
            throw new Problem(
                            ProblemType.INVALID_CSV,
                            "%d wrong lines%s, nothing was stored; line %d: %s"
                                    .formatted(
                                            wrong(),
                                            errors.count() > named.size()
                                                    ? " (the first %d faults are shown)"
                                                            .formatted(named.size())
                                                    : "",
                                            first.line(),
                                            first.message()))
                    .with("errors", named)
                    .with("count", wrong());
        }
    }
}
