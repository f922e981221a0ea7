package dev.wangge.grids.people;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
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

    private final Directory directory;
    private final DutyList duty;
    private final Rosters rosters;
    private final Unattended unattended;
    private final DutyWarnings warnings;
    private final MemberDesk desk;
    private final Clock clock;

    PeopleImport(
            Directory directory,
            DutyList duty,
            Rosters rosters,
            Unattended unattended,
            DutyWarnings warnings,
            MemberDesk desk,
            Clock clock) {
        this.directory = directory;
        this.duty = duty;
        this.rosters = rosters;
        this.unattended = unattended;
        this.warnings = warnings;
        this.desk = desk;
        this.clock = clock;
    }

    RosterImported members(RosterFile file, Caller caller) {
        var lines =
                RosterFile.byCode(
                        file.read(
                                List.of(
                                        "code",
                                        "name",
                                        "role",
                                        "grid_code",
                                        "phone",
                                        "wecom_id",
                                        "language"),
                                List.of("wechat_id", "valid_from", "valid_to")),
                        file);
        var known = directory.find(Kind.MEMBER, lines.keySet());
        var places = places(Kind.GRID, lines, "grid_code");
        var wanted = new ArrayList<Entry>();
        for (var line : lines.values()) {
            var old = known.get(line.get("code"));
            var reachable = checked(file, line, "role", MemberDesk.ROLES, old);
            var days = days(file, line, old);
            checkPlace(file, line, "grid_code", places, caller, old);
            if (file.isRight(line)) {
                var state =
                        desk.memberState(line.get("code"), line.get("role"), reachable, days, old);
                wanted.add(
                        Entry.of(
                                Kind.MEMBER, line.get("code"), line.get("grid_code"), state, null));
            }
        }
        file.refuseIfWrong();
        var grids = new HashSet<String>();
        wanted.forEach(member -> grids.add(member.place()));
        wanted.forEach(member -> {
            var old = known.get(member.code());
            if (old != null) {
                grids.add(old.place());
            }
        });
        var empty = willBeEmpty(grids, wanted);
        var imported = store(file, wanted, known, caller);
        if (!file.dryRun()) {
            duty.reevaluate(grids);
        }
        var counties = new TreeSet<String>();
        grids.forEach(grid -> counties.add(grid.substring(0, COUNTY)));
        return RosterImported.of(
                imported,
                file,
                emptyGrids(file, counties, grids, empty),
                emptyGridCount(file, counties, grids, empty),
                warnings.of(wanted.stream().map(Entry::code).toList()).stream()
                        .limit(NAMED)
                        .toList());
    }

    /** Those of the file's grids that nobody serves once it is stored. */
    private Set<String> willBeEmpty(Set<String> grids, List<Entry> wanted) {
        var empty = new TreeSet<String>();
        var now = clock.instant();
        var byCode = new HashMap<String, Entry>();
        wanted.forEach(member -> byCode.put(member.code(), member));
        eachThousand(
                grids,
                some -> {
                    var read = rosters.ofGrids(some, now, byCode);
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
        var lines =
                RosterFile.byCode(
                        file.read(
                                List.of(
                                        "code",
                                        "name",
                                        "kind",
                                        "division_code",
                                        "phone",
                                        "wecom_id",
                                        "language"),
                                List.of("wechat_id")),
                        file);
        var known = directory.find(Kind.UNIT, lines.keySet());
        var places = places(Kind.DIVISION, lines, "division_code");
        var wanted = new ArrayList<Entry>();
        for (var line : lines.values()) {
            var old = known.get(line.get("code"));
            var reachable = checked(file, line, "kind", MemberDesk.UNIT_KINDS, old);
            checkPlace(file, line, "division_code", places, caller, old);
            if (file.isRight(line)) {
                var state = desk.unitState(line.get("code"), line.get("kind"), reachable, old);
                wanted.add(
                        Entry.of(
                                Kind.UNIT,
                                line.get("code"),
                                line.get("division_code"),
                                state,
                                null));
            }
        }
        file.refuseIfWrong();
        var imported = store(file, wanted, known, caller);
        if (!file.dryRun()) {
            duty.follow(wanted);
            duty.follow(List.copyOf(known.values()));
        }
        return RosterImported.of(imported, file);
    }

    private Imported store(
            RosterFile file, List<Entry> wanted, Map<String, Entry> known, Caller caller) {
        if (!file.dryRun()) {
            return directory.save(wanted, known, caller.client());
        }
        var differing = Directory.differing(wanted, known);
        int changed =
                (int) differing.stream().filter(entry -> known.containsKey(entry.code())).count();
        return new Imported(
                wanted.size(),
                differing.size() - changed,
                changed,
                wanted.size() - differing.size());
    }

    /** What a column would say that the file does not have stays as it is. */
    private Reachable checked(
            RosterFile file, Line line, String column, List<String> values, @Nullable Entry old) {
        if (!line.get("code").matches("[A-Za-z0-9._-]{1,64}")) {
            file.wrong(line.line(), "code", "A code is 1 to 64 letters, digits, dots and dashes");
        }
        if (!values.contains(line.get(column))) {
            file.wrong(line.line(), column, "No such %s: %s".formatted(column, line.get(column)));
        }
        return new Said(
                        line.get("name"),
                        line.get("phone"),
                        line.get("wecom_id"),
                        line.optional("wechat_id"),
                        line.get("language"))
                .checked(
                        desk.reachable(old),
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

    private Map<String, Entry> places(Kind kind, Map<String, Line> lines, String column) {
        return directory.find(kind, lines.values().stream().map(it -> it.get(column)).toList());
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
