package dev.wangge.quickstart.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with at least the columns id, subject and message, in any order. */
final class MessageFile {

    private MessageFile() {}

    /** Every row of the file, in order, each with a key of its own. */
    static List<ReplayedMessage> read(Path file) {
        List<ReplayedMessage> messages = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        // Bytes that are no UTF-8 become replacement characters: the message is still a message.
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                        .detectBomHeader(true)
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .maxBufferSize(64 * 1024 * 1024)
                        .ofNamedCsvRecord(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            int number = 0;
            for (NamedCsvRecord row : rows) {
                number++;
                requireColumns(file, row);
                String given = field(row, "id").strip();
                String id = given.isEmpty() ? "row-" + number : given;
                int times = seen.merge(id, 1, Integer::sum);
                messages.add(
                        ReplayedMessage.of(
                                times == 1 ? id : id + "#" + times,
                                field(row, "subject"),
                                field(row, "message")));
            }
        } catch (CsvParseException e) {
            throw new ReplayFailed(file + " is not CSV: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            throw new ReplayFailed(file + " cannot be read: " + e.getMessage());
        }
        return messages;
    }

    private static void requireColumns(Path file, NamedCsvRecord row) {
        for (String column : List.of("subject", "message")) {
            if (!row.getHeader().contains(column)) {
                throw new ReplayFailed(
                        "%s has no column '%s'; its columns are %s"
                                .formatted(file, column, row.getHeader()));
            }
        }
    }

    private static String field(NamedCsvRecord row, String column) {
        return row.findField(column).orElse("");
    }
}
