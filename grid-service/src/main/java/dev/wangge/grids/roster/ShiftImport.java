package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.EntryDesk.Named;
import dev.wangge.grids.people.RosterFile;
import dev.wangge.grids.people.RosterFile.Line;
import dev.wangge.grids.people.RosterImported;
import dev.wangge.grids.roster.ShiftDesk.PersonBody;
import dev.wangge.grids.roster.ShiftDesk.ShiftBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.security.Caller;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Imports duty rosters from CSV; a repeat changes nothing. */
@Component
class ShiftImport {
    private static final List<String> COLUMNS =
            List.of(
                    "division_code",
                    "member_code",
                    "unit_code",
                    "name",
                    "phone",
                    "wecom_id",
                    "role",
                    "from",
                    "until");
    private final Directory directory;
    private final DutyList duty;
    private final ShiftDesk desk;

    ShiftImport(Directory directory, DutyList duty, ShiftDesk desk) {
        this.directory = directory;
        this.duty = duty;
        this.desk = desk;
    }

    RosterImported shifts(RosterFile file, Caller caller) {
        var lines = file.read(COLUMNS, List.of("code", "wechat_id", "language"));
        var named = named(lines);
        var wanted = new LinkedHashMap<String, Entry>();
        var bodies = new LinkedHashMap<String, ShiftBody>();
        for (var line : lines) {
            var body = body(line);
            shift(file, line, body, caller, named)
                    .ifPresent(shift -> {
                        if (wanted.putIfAbsent(shift.code(), shift) != null) {
                            file.wrong(line.line(), "duplicate", "This shift comes twice");
                        }
                        bodies.putIfAbsent(shift.code(), body);
                    });
        }
        var known = directory.find(Kind.SHIFT, wanted.keySet());
        for (var old : known.values()) {
            if (!caller.covers(old.place())) {
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "entry-exists",
                        "There is another shift " + old.code());
            }
            // With the old seal, where the contact is the same.
            var body = Objects.requireNonNull(bodies.get(old.code()));
            wanted.put(old.code(), desk.shift(body, old, caller, named));
        }
        file.refuseIfWrong();
        var all = new ArrayList<>(wanted.values());
        var imported = store(file, all, known, caller);
        if (!file.dryRun()) {
            duty.follow(all);
            duty.follow(List.copyOf(known.values()));
        }
        return RosterImported.of(imported, file);
    }

    /** All that the lines name, read at once. */
    private Named named(List<Line> lines) {
        var known = new EnumMap<Kind, Map<String, Entry>>(Kind.class);
        Map.of(
                        Kind.DIVISION, "division_code",
                        Kind.MEMBER, "member_code",
                        Kind.UNIT, "unit_code")
                .forEach((kind, column) ->
                        known.put(
                                kind,
                                directory.find(
                                        kind,
                                        lines.stream().map(line -> line.get(column)).toList())));
        return (kind, code) -> Optional.ofNullable(known.getOrDefault(kind, Map.of()).get(code));
    }

    private Optional<Entry> shift(
            RosterFile file, Line line, ShiftBody body, Caller caller, Named named) {
        try {
            return Optional.of(desk.shift(body, null, caller, named));
        } catch (Problem e) {
            var detail = String.valueOf(e.getMessage());
            file.wrong(line.line(), e.slug(), detail);
            return Optional.empty();
        }
    }

    private Imported store(
            RosterFile file, List<Entry> wanted, Map<String, Entry> known, Caller caller) {
        if (!file.dryRun()) {
            return directory.save(wanted, known, caller.client());
        }
        int differing = Directory.differing(wanted, known).size();
        int created = wanted.size() - known.size();
        return new Imported(wanted.size(), created, differing - created, wanted.size() - differing);
    }

    private static ShiftBody body(Line line) {
        var named = !line.get("name").isEmpty() || !line.get("phone").isEmpty();
        return new ShiftBody(
                blankIsNone(line.optional("code")),
                line.get("division_code"),
                blankIsNone(line.get("member_code")),
                blankIsNone(line.get("unit_code")),
                named
                        ? new PersonBody(
                                line.get("name"),
                                line.get("phone"),
                                line.get("wecom_id"),
                                line.optional("wechat_id"),
                                line.optional("language"))
                        : null,
                line.get("role"),
                line.get("from"),
                line.get("until"));
    }

    private static @Nullable String blankIsNone(@Nullable String field) {
        return field == null || field.isEmpty() ? null : field;
    }
}
