package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.EntryCommands.Named;
import dev.wangge.grids.people.LineWarning;
import dev.wangge.grids.people.RosterFile;
import dev.wangge.grids.people.RosterFile.Line;
import dev.wangge.grids.people.RosterImported;
import dev.wangge.grids.roster.ShiftCommands.PersonBody;
import dev.wangge.grids.roster.ShiftCommands.ShiftBody;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private static final List<String> MORE = List.of("code", "wechat_id", "language");
    private final Directory directory;
    private final DutyList duty;
    private final ShiftCommands commands;

    ShiftImport(Directory directory, DutyList duty, ShiftCommands commands) {
        this.directory = directory;
        this.duty = duty;
        this.commands = commands;
    }

    RosterImported shifts(RosterFile file, Caller caller) {
        try (var importing = directory.beginImport(caller.by(), file.dryRun())) {
            var moved = new ArrayList<Entry>();
            file.read(COLUMNS, MORE, lines -> stage(importing, file, lines, caller, moved));
            file.refuseIfWrong();
            var imported = importing.commit();
            if (!file.dryRun()) {
                file.readAgain(COLUMNS, MORE, lines -> follow(lines, caller));
                duty.follow(moved);
            }
            return RosterImported.of(imported, file);
        }
    }

    private void stage(
            Import importing, RosterFile file, List<Line> lines, Caller caller, List<Entry> moved) {
        var named = named(lines);
        var wanted = new ArrayList<Wanted>();
        for (var line : lines) {
            // Its code says who serves where from when, so it is read before it is looked up.
            shift(file, line, null, caller, named)
                    .map(Entry::code)
                    .filter(code -> file.claim(code, line))
                    .ifPresent(code ->
                            wanted.add(
                                    new Wanted(
                                            Kind.SHIFT,
                                            code,
                                            old -> known(file, line, old, caller, named, moved))));
        }
        if (!file.mayBeStored()) {
            importing.checkOnly();
        }
        importing.stage(wanted);
    }

    /** With the old seal, where the contact is the same. */
    private Optional<Entry> known(
            RosterFile file,
            Line line,
            @Nullable Entry old,
            Caller caller,
            Named named,
            List<Entry> moved) {
        if (old != null && !caller.covers(old.place())) {
            throw new Problem(ProblemType.ENTRY_EXISTS, "There is another shift " + old.code());
        }
        var shift = shift(file, line, old, caller, named);
        if (shift.isPresent()) {
            LineWarning.aboutPhone(line, file);
        }
        if (old != null && shift.filter(it -> !it.place().equals(old.place())).isPresent()) {
            moved.add(old);
        }
        return shift;
    }

    private void follow(List<Line> lines, Caller caller) {
        var named = named(lines);
        var codes = new ArrayList<String>();
        for (var line : lines) {
            try {
                codes.add(commands.shift(body(line), null, caller, named).code());
            } catch (Problem leftOut) {
                // It was said before.
            }
        }
        duty.follow(directory.find(Kind.SHIFT, codes).values());
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
            RosterFile file, Line line, @Nullable Entry old, Caller caller, Named named) {
        try {
            return Optional.of(commands.shift(body(line), old, caller, named));
        } catch (Problem e) {
            var detail = String.valueOf(e.getMessage());
            file.wrong(line.line(), e.slug(), detail);
            return Optional.empty();
        }
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
