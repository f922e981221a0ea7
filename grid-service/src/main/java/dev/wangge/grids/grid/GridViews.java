package dev.wangge.grids.grid;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.people.Contact;
import dev.wangge.platform.openapi.GeoJson;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.seal.Vault;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grids as callers see them. */
@Component
class GridViews {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Directory directory;
    private final Vault vault;

    GridViews(Directory directory, Vault vault) {
        this.directory = directory;
        this.vault = vault;
    }

    record OnDuty(String code, String name, String role, boolean onDuty) {}

    record SeasonView(String from, String to) {}

    /**
     * A grid.
     *
     * @param validTo its last day; null while it lasts
     * @param members who serve there now; nobody for what it was once
     * @param foreignId what the system calls it that it was imported from
     * @param properties what else was imported with it
     */
    record GridView(
            String code,
            String name,
            String kind,
            String divisionCode,
            @Schema(implementation = GeoJson.class) @Nullable JsonNode geometry,
            boolean illustrative,
            List<String> groups,
            @Nullable SeasonView season,
            @Nullable String validFrom,
            @Nullable String validTo,
            List<String> splitFrom,
            List<String> mergedFrom,
            List<String> succeededBy,
            List<OnDuty> members,
            long version,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode foreignId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode properties,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Warning> warnings)
            implements Told {}

    GridView one(Entry grid, List<Warning> warnings) {
        return view(
                grid,
                new Former(grid.state(), grid.geometry()),
                members(directory.membersOf(List.of(grid.code())), grid),
                warnings.isEmpty() ? null : warnings);
    }

    /** With their members, asked for at once. */
    List<GridView> all(List<Entry> grids) {
        var members =
                directory.membersOf(grids.stream().map(Entry::code).toList()).stream()
                        .collect(Collectors.groupingBy(Entry::place));
        return grids.stream()
                .map(grid ->
                        view(
                                grid,
                                new Former(grid.state(), grid.geometry()),
                                members(members.getOrDefault(grid.code(), List.of()), grid),
                                null))
                .toList();
    }

    /** What it was once. */
    static GridView former(Entry grid, Former was) {
        return view(grid, was, List.of(), null);
    }

    private List<OnDuty> members(List<Entry> members, Entry grid) {
        return members.stream()
                .sorted(DutyList.firstToTell())
                .map(member ->
                        new OnDuty(
                                member.code(),
                                Contact.open(vault, member).maskedName(),
                                member.text("role"),
                                grid.duty().contains(member.code())))
                .toList();
    }

    private static GridView view(
            Entry grid, Former was, List<OnDuty> members, @Nullable List<Warning> warnings) {
        var state = was.state();
        var season = state.get("season", Document.class);
        var own = OwnProperties.of(state);
        return new GridView(
                grid.code(),
                state.getString("name"),
                state.getString("kind"),
                grid.code().substring(0, 12),
                was.geometry() == null ? null : JSON.readTree(was.geometry()),
                state.getBoolean("illustrative", false),
                texts(state, "groups"),
                season == null
                        ? null
                        : new SeasonView(season.getString("from"), season.getString("to")),
                state.getString("validFrom"),
                state.getString("validTo"),
                texts(state, "splitFrom"),
                texts(state, "mergedFrom"),
                texts(state, "succeededBy"),
                members,
                grid.version(),
                own.foreignId(),
                own.propertiesNode(),
                warnings);
    }

    private static List<String> texts(Document state, String field) {
        return state.getList(field, String.class, List.of());
    }
}
