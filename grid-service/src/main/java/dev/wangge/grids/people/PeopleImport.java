package dev.wangge.grids.people;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Import;
import dev.wangge.grids.directory.Import.Wanted;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters;
import dev.wangge.grids.directory.Unattended;
import dev.wangge.grids.people.RosterFile.Line;
import dev.wangge.grids.people.Said.Reachable;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Imports members and units from CSV; a repeat changes nothing. */
@Component
class PeopleImport {
    private static final int NAMED = 100;
    private static final int COUNTY = 6;
    private static final int AT_ONCE = 1_000;
    private static final Map<String, String> COLUMNS =
            Map.of("wecomId", "wecom_id", "wechatId", "wechat_id");
    private static final List<String> MEMBER_COLUMNS =
            List.of("code", "name", "role", "grid_code", "phone", "wecom_id", "language");
    private static final List<String> MEMBER_MORE = List.of("wechat_id", "valid_from", "valid_to");
    private static final List<String> UNIT_COLUMNS =
            List.of("code", "name", "kind", "division_code", "phone", "wecom_id", "language");
    private static final List<String> UNIT_MORE = List.of("wechat_id");

    private final Directory directory;
    private final DutyList duty;
    private final Rosters rosters;
    private final Unattended unattended;
    private final DutyWarnings warnings;
    private final MemberCommands commands;
    private final Clock clock;

    PeopleImport(
            Directory directory,
            DutyList duty,
            Rosters rosters,
            Unattended unattended,
            DutyWarnings warnings,
            MemberCommands commands,
            Clock clock) {
        this.directory = directory;
        this.duty = duty;
        this.rosters = rosters;
        this.unattended = unattended;
        this.warnings = warnings;
        this.commands = commands;
        this.clock = clock;
    }

    RosterImported members(RosterFile file, Caller caller) {
        try (var importing = directory.beginImport(caller.by(), file.dryRun())) {
            var touched = new Touched(file.dryRun());
            file.read(
                    MEMBER_COLUMNS,
                    MEMBER_MORE,
                    lines -> {
                        var places = places(Kind.GRID, lines, "grid_code");
                        stage(
                                importing,
                                file,
                                Kind.MEMBER,
                                lines,
                                (line, old) -> member(file, line, places, caller, old, touched));
                        touched.warn(lines);
                    });
            file.refuseIfWrong();
            var soon =
                    file.dryRun() ? willBeEmpty(touched.grids, touched.wanted) : Set.<String>of();
            var imported = importing.commit();
            if (!file.dryRun()) {
                duty.reevaluate(touched.grids);
            }
            var empty = file.dryRun() ? soon : willBeEmpty(touched.grids, Map.of());
            var counties = new TreeSet<String>();
            touched.grids.forEach(grid -> counties.add(grid.substring(0, COUNTY)));
            return RosterImported.of(
                    imported,
                    file,
                    emptyGrids(file, counties, touched.grids, empty),
                    emptyGridCount(file, counties, touched.grids, empty),
                    touched.warnings);
        }
    }

    /** What has to be known of a file of members once it is stored. */
    private final class Touched {
        private final Set<String> grids = new HashSet<>();
        private final Map<String, Entry> wanted = new HashMap<>();
        private final List<DutyWarning> warnings = new ArrayList<>();
        private final boolean dryRun;

        Touched(boolean dryRun) {
            this.dryRun = dryRun;
        }

        void note(Entry member, @Nullable Entry old) {
            grids.add(member.place());
            if (old != null) {
                grids.add(old.place());
            }
            if (dryRun) {
                // Who is on duty does not depend on how they are reached.
                var state = new Document(member.state());
                state.remove(Contact.SEALED);
                wanted.put(
                        member.code(),
                        Entry.of(Kind.MEMBER, member.code(), member.place(), state, null));
            }
        }

        void warn(List<Line> lines) {
            if (warnings.size() < NAMED) {
                warnings.addAll(
                        PeopleImport.this.warnings.of(
                                lines.stream().map(line -> line.get("code")).toList()));
            }
        }
    }

    /** What a line wants an entry to be, given what it is; empty when the line is wrong. */
    private interface Reading {
        Optional<Entry> of(Line line, @Nullable Entry old);
    }

    private static void stage(
            Import importing, RosterFile file, Kind kind, List<Line> lines, Reading reading) {
        var wanted = new ArrayList<Wanted>();
        for (var line : lines) {
            var code = line.get("code");
            if (file.claim(code, line)) {
                wanted.add(new Wanted(kind, code, old -> reading.of(line, old)));
            }
        }
        if (!file.mayBeStored()) {
            importing.checkOnly();
        }
        importing.stage(wanted);
    }

    private Optional<Entry> member(
            RosterFile file,
            Line line,
            Map<String, Entry> places,
            Caller caller,
            @Nullable Entry old,
            Touched touched) {
        var reachable = checked(file, line, "role", MemberCommands.ROLES, old);
        var days = days(file, line, old);
        checkPlace(file, line, "grid_code", places, caller, old);
        if (!file.isRight(line)) {
            return Optional.empty();
        }
        LineWarning.aboutPhone(line, file);
        var state = commands.memberState(line.get("code"), line.get("role"), reachable, days, old);
        var member = Entry.of(Kind.MEMBER, line.get("code"), line.get("grid_code"), state, null);
        touched.note(member, old);
        return Optional.of(member);
    }

    /** Those of the file's grids that nobody serves once it is stored. */
    private Set<String> willBeEmpty(Set<String> grids, Map<String, Entry> wanted) {
        var empty = new TreeSet<String>();
        var now = clock.instant();
        eachThousand(
                grids,
                some -> {
                    var read = rosters.ofGrids(some, now, wanted);
                    for (var grid : directory.find(Kind.GRID, some).values()) {
                        var roster = read.rosters().get(grid.code());
                        if (DutyList.isActive(grid, now)
                                && (roster == null || roster.at(now).onDuty().isEmpty())) {
                            empty.add(grid.code());
                        }
                    }
                });
        return empty;
    }

    private static void eachThousand(Set<String> grids, Consumer<List<String>> taker) {
        var all = List.copyOf(new TreeSet<>(grids));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            taker.accept(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
    }

    private List<String> emptyGrids(
            RosterFile file, Set<String> counties, Set<String> touched, Set<String> empty) {
        var codes = new TreeSet<>(empty);
        // What the file does not touch stays as it is; of what it does the first ones may go.
        unattended
                .codes(List.copyOf(counties), NAMED + (file.dryRun() ? touched.size() : 0))
                .stream()
                .filter(grid -> !touched.contains(grid))
                .forEach(codes::add);
        return codes.stream().limit(NAMED).toList();
    }

    private long emptyGridCount(
            RosterFile file, Set<String> counties, Set<String> touched, Set<String> empty) {
        long now = unattended.count(List.copyOf(counties));
        if (!file.dryRun()) {
            return now;
        }
        var known = new AtomicLong();
        eachThousand(touched, some -> known.addAndGet(unattended.among(some).size()));
        return now - known.get() + empty.size();
    }

    RosterImported units(RosterFile file, Caller caller) {
        try (var importing = directory.beginImport(caller.by(), file.dryRun())) {
            var moved = new ArrayList<Entry>();
            file.read(
                    UNIT_COLUMNS,
                    UNIT_MORE,
                    lines -> {
                        var places = places(Kind.DIVISION, lines, "division_code");
                        stage(
                                importing,
                                file,
                                Kind.UNIT,
                                lines,
                                (line, old) -> unit(file, line, places, caller, old, moved));
                    });
            file.refuseIfWrong();
            var imported = importing.commit();
            if (!file.dryRun()) {
                file.readAgain(
                        UNIT_COLUMNS,
                        UNIT_MORE,
                        lines ->
                                duty.follow(
                                        directory
                                                .find(
                                                        Kind.UNIT,
                                                        lines.stream()
                                                                .map(line -> line.get("code"))
                                                                .toList())
                                                .values()));
                duty.follow(moved);
            }
            return RosterImported.of(imported, file);
        }
    }

    private Optional<Entry> unit(
            RosterFile file,
            Line line,
            Map<String, Entry> places,
            Caller caller,
            @Nullable Entry old,
            List<Entry> moved) {
        var reachable = checked(file, line, "kind", MemberCommands.UNIT_KINDS, old);
        checkPlace(file, line, "division_code", places, caller, old);
        if (!file.isRight(line)) {
            return Optional.empty();
        }
        LineWarning.aboutPhone(line, file);
        var place = line.get("division_code");
        if (old != null && !old.place().equals(place)) {
            moved.add(old);
        }
        var state = commands.unitState(line.get("code"), line.get("kind"), reachable, old);
        return Optional.of(Entry.of(Kind.UNIT, line.get("code"), place, state, null));
    }

    /** What a column would say that the file does not have stays as it is. */
    private Reachable checked(
            RosterFile file, Line line, String column, List<String> values, @Nullable Entry old) {
        if (!line.get("code").matches("[A-Za-z0-9._-]{1,64}")) {
            file.wrong(line.line(), "code", "A code is 1 to 64 letters, digits, dots and dashes");
        }
        if (!values.contains(line.get(column))) {
            file.wrong(
                    line.line(),
                    column,
                    "%s is one of %s".formatted(column, String.join(", ", values)));
        }
        return new Said(
                        line.get("name"),
                        line.get("phone"),
                        line.get("wecom_id"),
                        line.optional("wechat_id"),
                        line.get("language"))
                .checked(
                        commands.reachable(old),
                        (field, why) ->
                                file.wrong(line.line(), COLUMNS.getOrDefault(field, field), why));
    }

    private static Validity days(RosterFile file, Line line, @Nullable Entry old) {
        try {
            var before = old == null ? new Document() : old.state();
            var from = line.optional("valid_from");
            var to = line.optional("valid_to");
            return Validity.parse(
                    from == null ? before.getString("validFrom") : from,
                    to == null ? before.getString("validTo") : to);
        } catch (IllegalArgumentException e) {
            file.wrong(line.line(), "valid_from", Objects.requireNonNullElse(e.getMessage(), ""));
            return Validity.ALWAYS;
        }
    }

    private Map<String, Entry> places(Kind kind, List<Line> lines, String column) {
        return directory.find(kind, lines.stream().map(it -> it.get(column)).toList());
    }

    private static void checkPlace(
            RosterFile file,
            Line line,
            String column,
            Map<String, Entry> places,
            Caller caller,
            @Nullable Entry old) {
        var place = line.get(column);
        if (!caller.covers(place)) {
            file.wrong(line.line(), "outside-scope", place + " is outside your divisions");
        } else if (!places.containsKey(place)) {
            file.wrong(line.line(), column, "No such place: " + place);
        } else if (old != null && !caller.covers(old.place())) {
            file.wrong(
                    line.line(), "outside-scope", line.get("code") + " belongs to another county");
        }
    }
}
