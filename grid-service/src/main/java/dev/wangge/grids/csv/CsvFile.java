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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A CSV file (RFC 4180) with a known header, read row by row. Errors are collected by line; a file
 * with any is refused whole.
 */
public final class CsvFile {
    private static final int NAMED = 100;
    private final List<String> columns;
    private final List<LineError> errors = new ArrayList<>();

    public CsvFile(String... columns) {
        this.columns = List.of(columns);
    }

    /** What is wrong in a line; lines count from 1, the header included. */
    public record LineError(long line, String code, String message) {}

    /** One row, its fields stripped. */
    public record Row(long line, List<String> columns, List<String> fields) {
        public String get(String column) {
            return fields.get(columns.indexOf(column));
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
        try (var rows =
                CsvReader.builder()
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text)) {
            for (var record : rows) {
                if (line == 0) {
                    header(record);
                } else {
                    row(record, reader);
                }
                line = record.getStartingLineNumber();
            }
            if (line == 0) {
                wrong(
                        1,
                        "header",
                        "The file is empty; it starts with " + String.join(",", columns));
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

    private void header(CsvRecord record) {
        var found = record.getFields().stream().map(CsvFile::clean).toList();
        if (!found.equals(columns)) {
            wrong(
                    record.getStartingLineNumber(),
                    "header",
                    "The header must be " + String.join(",", columns));
            refuseIfWrong();
        }
    }

    private void row(CsvRecord record, Consumer<Row> reader) {
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

    /** Notes that a line is wrong. */
    public void wrong(long line, String code, String message) {
        errors.add(new LineError(line, code, message));
    }

    /** What is wrong so far, in the order in which it was found. */
    public List<LineError> errors() {
        return List.copyOf(errors);
    }

    /**
     * Refuses the file when any line is wrong.
     *
     * @throws Problem invalid-csv with the first 100 errors by line
     */
    public void refuseIfWrong() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingLong(LineError::line));
            var first = errors.getFirst();
            throw new Problem(
                            HttpStatus.BAD_REQUEST,
                            "invalid-csv",
                            "%d wrong lines, nothing was stored; line %d: %s"
                                    .formatted(errors.size(), first.line(), first.message()))
                    .with("errors", List.copyOf(errors.subList(0, Math.min(NAMED, errors.size()))));
        }
    }
}
