package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.GridBody.SeasonBody;
import dev.wangge.grids.grid.RequestKeys.RequestKey;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Outline;
import dev.wangge.grids.place.Season;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Where grids are split and merged. */
@Component
class SuccessionDesk {
    private static final int MOST = 100;
    private final Directory directory;
    private final GridDesk desk;
    private final GridSurvey survey;
    private final NewCodes codes;
    private final Successions successions;
    private final Fit fit;
    private final RequestKeys keys;
    private final Clock clock;

    SuccessionDesk(
            Directory directory,
            GridDesk desk,
            GridSurvey survey,
            NewCodes codes,
            Successions successions,
            RequestKeys keys,
            Clock clock) {
        this.directory = directory;
        this.desk = desk;
        this.survey = survey;
        this.codes = codes;
        this.successions = successions;
        this.fit = new Fit(survey.overlaps());
        this.keys = keys;
        this.clock = clock;
    }

    /** One part of a grid; what it does not say is as it was. */
    record Part(
            @Nullable String name,
            @Nullable String kind,
            @Nullable JsonNode geometry,
            @Nullable List<@Nullable String> groups,
            @Nullable SeasonBody season,
            @Nullable Boolean illustrative,
            @Nullable List<@Nullable String> members) {}

    record SplitBody(@Nullable List<@Nullable Part> into) {}

    record MergeBody(
            @Nullable List<@Nullable String> grids,
            @Nullable String name,
            @Nullable String kind,
            @Nullable JsonNode geometry,
            @Nullable List<@Nullable String> groups,
            @Nullable SeasonBody season,
            @Nullable Boolean illustrative) {}

    private record Planned(GridDraft draft, List<Warning> mended) {}

    /** Parts take the place of a grid today. */
    Succession split(
            String code,
            SplitBody body,
            @Nullable String ifMatch,
            @Nullable RequestKey key,
            Caller caller) {
        var grid = desk.find(code, caller);
        var village = new GridCode(code).village().value();
        var repeat = repeated(village, key);
        if (repeat != null) {
            return repeat;
        }
        GridDesk.requireMatch(grid, ifMatch);
        requireLasting(grid);
        var parts = parts(body);
        var planned = new ArrayList<Planned>();
        for (int i = 0; i < parts.size(); i++) {
            planned.add(planned(parts.get(i), grid, "#/into/" + i));
        }
        var serving = directory.membersOf(List.of(code)).stream().map(Entry::code).toList();
        var assigned = assigned(parts, serving);
        var taken = planned.stream().map(_ -> codes.next(village, caller.client())).toList();
        var members = new HashMap<String, String>();
        assigned.forEach((member, part) -> members.put(member, taken.get(part)));
        return decided(
                village,
                "split",
                List.of(code),
                successors(planned, taken, "splitFrom", List.of(code)),
                members,
                serving.stream().filter(it -> !members.containsKey(it)).toList(),
                warnings(planned, taken, List.of(grid)),
                key,
                caller);
    }

    /** One grid takes the place of several today. */
    Succession merge(MergeBody body, @Nullable RequestKey key, Caller caller) {
        var named = named(body, caller);
        var village = new GridCode(named.getFirst()).village().value();
        var repeat = repeated(village, key);
        if (repeat != null) {
            return repeat;
        }
        var found = directory.find(Kind.GRID, named);
        var grids = new ArrayList<Entry>();
        for (int i = 0; i < named.size(); i++) {
            var grid = found.get(named.get(i));
            if (grid == null) {
                throw Problem.invalid(
                        Pointed.at("#/grids/" + i, "no-such-grid", "No grid " + named.get(i)));
            }
            requireLasting(grid);
            grids.add(grid);
        }
        var planned = List.of(planned(body, grids));
        var taken = List.of(codes.next(village, caller.client()));
        return decided(
                village,
                "merge",
                named,
                successors(planned, taken, "mergedFrom", named),
                Map.of(),
                List.of(),
                warnings(planned, taken, grids),
                key,
                caller);
    }

    private @Nullable Succession repeated(String village, @Nullable RequestKey key) {
        if (key == null || keys.known(key) == null) {
            return null;
        }
        return byRequest(village, key.id());
    }

    private @Nullable Succession byRequest(String village, String request) {
        for (var one : successions.of(village)) {
            if (one.request().equals(request)) {
                successions.finish(one);
                return one;
            }
        }
        return null;
    }

    /** Inserting the next succession of the village decides. */
    private Succession decided(
            String village,
            String type,
            List<String> replaced,
            List<Successor> successors,
            Map<String, String> members,
            List<String> unassigned,
            List<Warning> warnings,
            @Nullable RequestKey key,
            Caller caller) {
        var request = key == null ? UUID.randomUUID().toString() : key.id();
        if (key != null) {
            keys.give(key, village);
        }
        while (true) {
            var earlier = successions.of(village);
            for (var one : earlier) {
                if (one.request().equals(request)) {
                    successions.finish(one);
                    return one;
                }
                one.replaced().stream()
                        .filter(replaced::contains)
                        .findFirst()
                        .ifPresent(code -> {
                            throw gone(
                                    code, one.successors().stream().map(Successor::code).toList());
                        });
            }
            var next =
                    new Succession(
                            Succession.id(village, earlier.size() + 1),
                            type,
                            today(),
                            replaced,
                            successors,
                            members,
                            unassigned,
                            warnings,
                            request,
                            caller.client());
            if (successions.decide(next)) {
                successions.finish(next);
                return next;
            }
        }
    }

    private void requireLasting(Entry grid) {
        if (GridDays.isRetired(grid, today())) {
            throw gone(grid.code(), grid.state().getList("succeededBy", String.class, List.of()));
        }
        var from = Validity.of(grid.state()).from();
        if (from != null && from.isAfter(today())) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "action-not-allowed",
                    "Grid %s begins on %s only; change it instead".formatted(grid.code(), from));
        }
    }

    private static Problem gone(String code, List<String> successors) {
        return new Problem(
                        HttpStatus.CONFLICT,
                        "action-not-allowed",
                        "Grid %s is retired".formatted(code))
                .with("succeededBy", successors);
    }

    private static List<Part> parts(SplitBody body) {
        var into = Objects.requireNonNullElse(body.into(), List.<@Nullable Part>of());
        var parts = new ArrayList<Part>();
        for (var part : into) {
            if (part != null) {
                parts.add(part);
            }
        }
        if (parts.size() < 2 || parts.size() != into.size() || parts.size() > MOST) {
            throw Problem.invalid(
                    Pointed.at("#/into", "wrong-value", "A grid is split into 2 to 100 parts"));
        }
        return parts;
    }

    private Planned planned(Part part, Entry grid, String pointer) {
        var season = Season.of(grid.state()).map(SuccessionDesk::body).orElse(null);
        var surveyed =
                survey.of(
                        new GridBody(
                                null,
                                null,
                                part.name(),
                                part.kind() == null ? grid.text("kind") : part.kind(),
                                part.geometry(),
                                part.groups(),
                                part.season() == null ? season : part.season(),
                                null,
                                part.illustrative() == null
                                        ? grid.flag("illustrative")
                                        : part.illustrative()),
                        pointer,
                        new GridCode(grid.code()));
        return new Planned(surveyed.draft(), surveyed.mended());
    }

    private Planned planned(MergeBody body, List<Entry> grids) {
        var first = grids.getFirst();
        var kinds = grids.stream().map(grid -> grid.text("kind")).distinct().toList();
        if (body.kind() == null && kinds.size() > 1) {
            throw Problem.invalid(
                    Pointed.at("#/kind", "required", "The grids are of different kinds " + kinds));
        }
        var seasons = grids.stream().map(grid -> Season.of(grid.state())).distinct().toList();
        var season = seasons.size() > 1 ? null : seasons.getFirst().map(SuccessionDesk::body);
        var groups = new LinkedHashSet<@Nullable String>();
        grids.forEach(
                grid -> groups.addAll(grid.state().getList("groups", String.class, List.of())));
        var surveyed =
                survey.of(
                        new GridBody(
                                null,
                                null,
                                body.name(),
                                body.kind() == null ? first.text("kind") : body.kind(),
                                body.geometry(),
                                body.groups() == null ? new ArrayList<>(groups) : body.groups(),
                                body.season() != null || season == null
                                        ? body.season()
                                        : season.orElse(null),
                                null,
                                body.illustrative() == null
                                        ? grids.stream().anyMatch(it -> it.flag("illustrative"))
                                        : body.illustrative()),
                        "#",
                        new GridCode(first.code()));
        var draft = surveyed.draft();
        return new Planned(
                draft.outline() == null ? draft.withOutline(union(grids)) : draft,
                surveyed.mended());
    }

    /** Together, when each has an outline. */
    private static @Nullable String union(List<Entry> grids) {
        var outlines = Fit.outlines(grids);
        return outlines.size() < grids.size()
                ? null
                : Outline.of(Overlaps.union(outlines)).geoJson();
    }

    private static SeasonBody body(Season season) {
        var state = season.toDocument();
        return new SeasonBody(state.getString("from"), state.getString("to"));
    }

    private static Map<String, Integer> assigned(List<Part> parts, List<String> serving) {
        var assigned = new HashMap<String, Integer>();
        for (int i = 0; i < parts.size(); i++) {
            var members =
                    Objects.requireNonNullElse(parts.get(i).members(), List.<@Nullable String>of());
            for (int j = 0; j < members.size(); j++) {
                var member = members.get(j);
                if (member == null
                        || !serving.contains(member)
                        || assigned.put(member, i) != null) {
                    throw Problem.invalid(
                            Pointed.at(
                                    "#/into/%d/members/%d".formatted(i, j),
                                    "wrong-value",
                                    "%s is no member of this grid, or comes twice"
                                            .formatted(member)));
                }
            }
        }
        return assigned;
    }

    private static List<String> named(MergeBody body, Caller caller) {
        var named = new ArrayList<String>();
        var given = Objects.requireNonNullElse(body.grids(), List.<@Nullable String>of());
        for (int i = 0; i < given.size(); i++) {
            var code = Objects.requireNonNullElse(given.get(i), "");
            if (GridCode.parse(code).isEmpty() || named.contains(code)) {
                throw Problem.invalid(
                        Pointed.at(
                                "#/grids/" + i,
                                "wrong-value",
                                "A grid code has 15 digits, and comes once"));
            }
            caller.requireScope(code);
            named.add(code);
        }
        if (named.size() < 2
                || named.size() > MOST
                || named.stream().map(it -> it.substring(0, 12)).distinct().count() > 1) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/grids", "wrong-value", "2 to 100 grids of one village are merged"));
        }
        return named;
    }

    private List<Successor> successors(
            List<Planned> planned, List<String> taken, String link, List<String> from) {
        var successors = new ArrayList<Successor>();
        for (int i = 0; i < taken.size(); i++) {
            var draft = planned.get(i).draft();
            Document state =
                    GridDays.made(draft, new Validity(today(), null), today()).append(link, from);
            successors.add(new Successor(taken.get(i), state, draft.outline()));
        }
        return successors;
    }

    private List<Warning> warnings(
            List<Planned> planned, List<String> taken, List<Entry> replaced) {
        var warnings = new ArrayList<Warning>();
        planned.forEach(it -> warnings.addAll(it.mended()));
        var drafts = new HashMap<String, GridDraft>();
        for (int i = 0; i < taken.size(); i++) {
            drafts.put(taken.get(i), planned.get(i).draft());
        }
        warnings.addAll(fit.of(drafts, replaced));
        return warnings;
    }

    private LocalDate today() {
        return GridDays.today(clock);
    }
}
