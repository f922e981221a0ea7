package dev.wangge.grids.grid;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.grid.GridBody.SeasonBody;
import dev.wangge.grids.place.GridCode;
import dev.wangge.grids.place.Outline;
import dev.wangge.grids.place.Season;
import dev.wangge.platform.openapi.GeoJson;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is asked for when grids are split and merged, checked against what they are. */
@Component
class SuccessionOrders {
    private static final int MOST = 100;
    private final GridSurvey survey;

    SuccessionOrders(GridSurvey survey) {
        this.survey = survey;
    }

    /** One part of a grid; what it does not say is as it was. */
    record Part(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200) @Nullable String name,
            @Schema(allowableValues = {"BASIC", "DEDICATED", "MICRO"}) @Nullable String kind,
            @Schema(implementation = GeoJson.class) @Nullable JsonNode geometry,
            @Nullable List<@Nullable String> groups,
            @Nullable SeasonBody season,
            @Nullable Boolean illustrative,
            @Nullable List<@Nullable String> members) {}

    record SplitBody(@Schema(requiredMode = REQUIRED) @Nullable List<@Nullable Part> into) {}

    record MergeBody(
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$")
                    @Nullable List<@Nullable String> grids,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200) @Nullable String name,
            @Schema(allowableValues = {"BASIC", "DEDICATED", "MICRO"}) @Nullable String kind,
            @Schema(implementation = GeoJson.class) @Nullable JsonNode geometry,
            @Nullable List<@Nullable String> groups,
            @Nullable SeasonBody season,
            @Nullable Boolean illustrative) {}

    record Planned(GridDraft draft, List<Warning> mended) {}

    /** The parts into which a grid is to be split. */
    List<Planned> parts(SplitBody body, Entry grid) {
        var parts = parts(body);
        var planned = new ArrayList<Planned>();
        for (int i = 0; i < parts.size(); i++) {
            planned.add(planned(parts.get(i), grid, "#/into/" + i));
        }
        return planned;
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
        var season = Season.of(grid.state()).map(SuccessionOrders::body).orElse(null);
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

    /** What grids are to be merged into; what it does not say is as it was in all of them. */
    Planned merged(MergeBody body, List<Entry> grids) {
        var first = grids.getFirst();
        var kinds = grids.stream().map(grid -> grid.text("kind")).distinct().toList();
        if (body.kind() == null && kinds.size() > 1) {
            throw Problem.invalid(
                    Pointed.at("#/kind", "required", "The grids are of different kinds " + kinds));
        }
        var seasons = grids.stream().map(grid -> Season.of(grid.state())).distinct().toList();
        var season = seasons.size() > 1 ? null : seasons.getFirst().map(SuccessionOrders::body);
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

    /** Which member goes to which part, counted from 0. */
    static Map<String, Integer> assigned(SplitBody body, List<String> serving) {
        var parts = parts(body);
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

    /** The grids to be merged, each named once, all of one village. */
    static List<String> named(MergeBody body, Caller caller) {
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
}
