package dev.wangge.grids.division;

import dev.wangge.grids.csv.CsvFile;
import dev.wangge.grids.csv.CsvFile.Row;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports divisions from CSV, all or nothing; a repeat changes nothing. */
@Component
class DivisionImport {
    private final Directory directory;

    DivisionImport(Directory directory) {
        this.directory = directory;
    }

    private record Line(long number, DivisionCode code, String name, String level, String parent) {}

    Imported run(InputStream body, @Nullable String contentType, Caller caller) {
        var file = new CsvFile("code", "name", "level", "parent_code");
        var lines = new LinkedHashMap<String, Line>();
        file.read(body, contentType, row -> read(row, file, lines));
        var known =
                directory.find(
                        Kind.DIVISION,
                        lines.values().stream()
                                .flatMap(line -> Stream.of(line.code().value(), line.parent()))
                                .toList());
        lines.values().forEach(line -> checkParent(line, file, lines, known));
        var wanted =
                lines.values().stream()
                        .map(line -> entry(line, known.get(line.code().value())))
                        .toList();
        for (var entry : Directory.differing(wanted, known)) {
            var line = lines.get(entry.code());
            if (line != null && !caller.covers(entry.code())) {
                file.wrong(
                        line.number(),
                        "outside-scope",
                        entry.code() + " is outside your divisions");
            }
        }
        file.refuseIfWrong();
        return directory.save(wanted, known, caller.client());
    }

    private static void read(Row row, CsvFile file, Map<String, Line> lines) {
        var code = DivisionCode.parse(row.get("code"));
        if (code.isEmpty()) {
            file.wrong(row.line(), "code", "A division code has 12 digits: " + row.get("code"));
            return;
        }
        var line =
                new Line(
                        row.line(),
                        code.get(),
                        row.get("name"),
                        row.get("level"),
                        row.get("parent_code"));
        if (line.name().isEmpty()) {
            file.wrong(row.line(), "name", "The name is blank");
        }
        var level = Level.of(line.level());
        if (level.isEmpty()) {
            file.wrong(row.line(), "level", "No such level: " + line.level());
        } else if (level.get() != code.get().level()) {
            file.wrong(
                    row.line(),
                    "level",
                    "%s has the shape of a %s, not of a %s"
                            .formatted(
                                    line.code().value(),
                                    code.get().level().spelled(),
                                    line.level()));
        }
        var first = lines.putIfAbsent(line.code().value(), line);
        if (first != null) {
            file.wrong(
                    row.line(),
                    "duplicate",
                    line.code().value() + " is in line " + first.number() + " already");
        }
    }

    private static void checkParent(
            Line line, CsvFile file, Map<String, Line> lines, Map<String, Entry> known) {
        if (line.parent().isEmpty()) {
            if (line.code().level() != Level.PROVINCE) {
                file.wrong(line.number(), "parent", "Only a province has no parent");
            }
            return;
        }
        var parent = DivisionCode.parse(line.parent());
        if (parent.isEmpty() || !line.code().isBelow(parent.get())) {
            file.wrong(
                    line.number(),
                    "parent",
                    "%s does not lie above %s".formatted(line.parent(), line.code().value()));
        } else if (!lines.containsKey(line.parent()) && !known.containsKey(line.parent())) {
            file.wrong(line.number(), "parent", "No division " + line.parent());
        }
    }

    private static Entry entry(Line line, @Nullable Entry old) {
        var code = line.code().value();
        var state = new Document("name", line.name()).append("level", line.level());
        if (!line.parent().isEmpty()) {
            state.append("parent", line.parent());
        }
        return Entry.of(Kind.DIVISION, code, code, state, old == null ? null : old.geometry());
    }
}
