package dev.wangge.grids.people;

import dev.wangge.grids.csv.CsvFile;
import dev.wangge.grids.csv.CsvFile.Row;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports members and units from CSV, all or nothing; a repeat changes nothing. */
@Component
class PeopleImport {
    private static final Set<String> ROLES = Set.of("LEAD", "FULL_TIME", "PART_TIME", "MICRO");
    private static final Set<String> KINDS =
            Set.of(
                    "TOWNSHIP_GOVERNMENT",
                    "POLICE_STATION",
                    "JUDICIAL_OFFICE",
                    "WATER_BUREAU",
                    "VILLAGE_COMMITTEE",
                    "DISPATCH_CENTRE",
                    "OTHER");
    private static final Set<String> LANGUAGES = Set.of("zh", "bo", "en");

    private final Directory directory;
    private final DutyList duty;
    private final Vault vault;

    PeopleImport(Directory directory, DutyList duty, Vault vault) {
        this.directory = directory;
        this.duty = duty;
        this.vault = vault;
    }

    Imported members(InputStream body, @Nullable String contentType, Caller caller) {
        var file =
                new CsvFile("code", "name", "role", "grid_code", "phone", "wecom_id", "language");
        var rows = rows(file, body, contentType, "role", ROLES);
        var known = directory.find(Kind.MEMBER, rows.keySet());
        var wanted = new ArrayList<Entry>();
        checkPlaces(file, rows, "grid_code", Kind.GRID, caller, known);
        file.refuseIfWrong();
        for (var row : rows.values()) {
            var old = known.get(row.get("code"));
            var state =
                    new Document("role", row.get("role"))
                            .append("language", language(row))
                            .append(
                                    "sealedContact",
                                    contact(row).sealed(vault, row.get("code"), old));
            wanted.add(Entry.of(Kind.MEMBER, row.get("code"), row.get("grid_code"), state, null));
        }
        var grids = new HashSet<String>();
        wanted.forEach(member -> grids.add(member.place()));
        known.values().forEach(member -> grids.add(member.place()));
        var imported = directory.save(wanted, known, caller.client());
        duty.reevaluate(grids);
        return imported;
    }

    Imported units(InputStream body, @Nullable String contentType, Caller caller) {
        var file =
                new CsvFile(
                        "code", "name", "kind", "division_code", "phone", "wecom_id", "language");
        var rows = rows(file, body, contentType, "kind", KINDS);
        var known = directory.find(Kind.UNIT, rows.keySet());
        var wanted = new ArrayList<Entry>();
        checkPlaces(file, rows, "division_code", Kind.DIVISION, caller, known);
        file.refuseIfWrong();
        for (var row : rows.values()) {
            var old = known.get(row.get("code"));
            var state =
                    new Document("name", row.get("name"))
                            .append("kind", row.get("kind"))
                            .append("language", language(row))
                            .append(
                                    "sealedContact",
                                    contact(row).sealed(vault, row.get("code"), old));
            wanted.add(Entry.of(Kind.UNIT, row.get("code"), row.get("division_code"), state, null));
        }
        return directory.save(wanted, known, caller.client());
    }

    private static Map<String, Row> rows(
            CsvFile file,
            InputStream body,
            @Nullable String contentType,
            String column,
            Set<String> values) {
        var rows = new LinkedHashMap<String, Row>();
        file.read(
                body,
                contentType,
                row -> {
                    check(file, row, column, values);
                    var first = rows.putIfAbsent(row.get("code"), row);
                    if (first != null) {
                        file.wrong(
                                row.line(),
                                "duplicate",
                                row.get("code") + " is in line " + first.line() + " already");
                    }
                });
        return rows;
    }

    private static void check(CsvFile file, Row row, String column, Set<String> values) {
        if (!row.get("code").matches("[A-Za-z0-9._-]{1,64}")) {
            file.wrong(row.line(), "code", "A code is 1 to 64 letters, digits, dots and dashes");
        }
        if (row.get("name").isEmpty()) {
            file.wrong(row.line(), "name", "The name is blank");
        }
        if (!values.contains(row.get(column))) {
            file.wrong(row.line(), column, "No such %s: %s".formatted(column, row.get(column)));
        }
        if (!row.get("phone").matches("(\\+?[0-9][0-9 -]{4,19})?")) {
            file.wrong(row.line(), "phone", "This cannot be a phone");
        }
        if (row.get("phone").isEmpty() && row.get("wecom_id").isEmpty()) {
            file.wrong(row.line(), "contact", "Neither a phone nor a WeCom id");
        }
        if (!LANGUAGES.contains(language(row))) {
            file.wrong(row.line(), "language", "Languages are zh, bo, en");
        }
    }

    private void checkPlaces(
            CsvFile file,
            Map<String, Row> rows,
            String column,
            Kind kind,
            Caller caller,
            Map<String, Entry> known) {
        List<String> codes = rows.values().stream().map(row -> row.get(column)).toList();
        var places = directory.find(kind, codes);
        for (var row : rows.values()) {
            var place = row.get(column);
            var old = known.get(row.get("code"));
            if (!caller.covers(place)) {
                file.wrong(row.line(), "outside-scope", place + " is outside your divisions");
            } else if (!places.containsKey(place)) {
                file.wrong(row.line(), column, "No such place: " + place);
            } else if (old != null && !caller.covers(old.place())) {
                file.wrong(
                        row.line(),
                        "outside-scope",
                        row.get("code") + " belongs to another county");
            }
        }
    }

    private static String language(Row row) {
        return row.get("language").isEmpty() ? "zh" : row.get("language");
    }

    private static Contact contact(Row row) {
        return new Contact(row.get("name"), row.get("phone"), row.get("wecom_id"));
    }
}
