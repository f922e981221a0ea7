package dev.wangge.grids.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.wangge.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A CSV file (RFC 4180) with a known header, read row by row, as often as need be. What is wrong is
 * collected by line.
 */
public final class CsvFile {
    private static final int NAMED = 100;
    private final List<String> required;
    private final List<String> optional;
    private final List<LineError> errors = new ArrayList<>();
    private long wrong;

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
     * @param contentType its charset is believed, UTF-8 without one
     * @throws Problem invalid-csv, when no row can be read at all
     */
    public void read(InputStream body, @Nullable String contentType, Consumer<Row> reader) {
        var text =
                new InputStreamReader(
                        new LimitedBody(body, LimitedBody.BULK),
                        charset(contentType)
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        long line = 0;
        Map<String, Integer> columns = Map.of();
        try (var rows =
                CsvReader.builder()
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text)) {
            for (var record : rows) {
                if (line == 0) {
                    columns = header(record);
                } else {
                    row(record, columns, reader);
                }
                line = record.getStartingLineNumber();
            }
            if (line == 0) {
                wrong(
                        1,
                        "header",
                        "The file is empty; it starts with " + String.join(",", required));
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                notText(line + 1);
            } else {
                wrong(line + 1, "malformed", "Not CSV from here: " + e.getMessage());
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CharacterCodingException)) {
                throw e;
            }
            notText(line + 1);
        } catch (CharacterCodingException e) {
            notText(line + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void notText(long line) {
        wrong(
                line,
                "charset",
                "Bytes near this line are not in the file's charset; send UTF-8 or name another"
                        + " in Content-Type");
    }

    private static Charset charset(@Nullable String contentType) {
        var named = contentType == null ? null : MediaType.parseMediaType(contentType).getCharset();
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    private Map<String, Integer> header(CsvRecord record) {
        var found = record.getFields().stream().map(CsvFile::clean).toList();
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < found.size(); i++) {
            columns.putIfAbsent(found.get(i), i);
        }
        var known = Stream.concat(required.stream(), optional.stream()).toList();
        if (!found.containsAll(required)
                || !known.containsAll(found)
                || columns.size() < found.size()) {
            wrong(
                    record.getStartingLineNumber(),
                    "header",
                    "The header must be %s%s"
                            .formatted(
                                    String.join(",", required),
                                    optional.isEmpty()
                                            ? ""
                                            : "; it may have " + String.join(",", optional)));
            refuseIfWrong();
        }
        return columns;
    }

    private void row(CsvRecord record, Map<String, Integer> columns, Consumer<Row> reader) {
        var line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            wrong(
                    line,
                    "field-count",
                    "%d fields where the header has %d"
                            .formatted(record.getFieldCount(), columns.size()));
            return;
        }
        reader.accept(
                new Row(line, columns, record.getFields().stream().map(CsvFile::clean).toList()));
    }

    private static String clean(String field) {
        // A byte order mark is what some spreadsheets put in front.
        return field.strip().replace("\uFEFF", "");
    }

    /** Notes that a line is wrong; the first hundred are named, all are counted. */
    public void wrong(long line, String code, String message) {
        wrong++;
        if (errors.size() < NAMED) {
            errors.add(new LineError(line, code, message));
        }
    }

    /** How many lines are wrong. */
    public long wrong() {
        return wrong;
    }

    /** The first hundred of them, by line. */
    public List<LineError> errors() {
        return errors.stream().sorted(Comparator.comparingLong(LineError::line)).toList();
    }

    /**
     * Refuses the file when any line is wrong.
     *
     * @throws Problem invalid-csv with the first 100 errors by line
     */
    public void refuseIfWrong() {
        if (wrong > 0) {
            var named = errors();
            var first = named.getFirst();
            throw new Problem(
                            HttpStatus.BAD_REQUEST,
                            "invalid-csv",
                            "%d wrong lines, nothing was stored; line %d: %s"
                                    .formatted(wrong, first.line(), first.message()))
                    .with("errors", named);
        }
    }
}
