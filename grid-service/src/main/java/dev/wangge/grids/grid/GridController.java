package dev.wangge.grids.grid;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.csv.LimitedBody;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.DutyList;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.people.Contact;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Grids: read within the caller's divisions, changed by administrators. */
@RestController
@Tag(name = "grids", description = "网格")
class GridController {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Directory directory;
    private final GridDesk desk;
    private final StrictBodies bodies;
    private final Vault vault;

    GridController(Directory directory, GridDesk desk, StrictBodies bodies, Vault vault) {
        this.directory = directory;
        this.desk = desk;
        this.bodies = bodies;
        this.vault = vault;
    }

    record OnDuty(String code, String name, String role, boolean onDuty) {}

    record GridView(
            String code,
            String name,
            String kind,
            String divisionCode,
            @Nullable JsonNode geometry,
            boolean illustrative,
            List<OnDuty> members,
            long version) {}

    @Operation(summary = "Grids within a division, by kind or name")
    @GetMapping("/api/v1/grids")
    Page<GridView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filters = new ArrayList<Bson>();
        if (kind != null) {
            if (!GridDesk.KINDS.contains(kind)) {
                throw Problem.invalid(
                        Pointed.parameter("kind", "wrong-value", "Kinds are " + GridDesk.KINDS));
            }
            filters.add(Filters.eq("state.kind", kind));
        }
        if (q != null && !q.isBlank()) {
            filters.add(Filters.regex("state.name", Pattern.quote(q.strip())));
        }
        return directory.list(
                Kind.GRID, Within.prefixes(within), filters, Asked.of(limit, cursor), this::views);
    }

    @Operation(summary = "One grid, with who is on duty")
    @GetMapping("/api/v1/grids/{code}")
    ResponseEntity<GridView> one(@PathVariable String code) {
        return answer(HttpStatus.OK, desk.find(code, Caller.current()));
    }

    @Operation(summary = "Import grids: GeoJSON FeatureCollection; all or nothing")
    @PostMapping("/api/v1/grids:import")
    Imported importGrids(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return desk.importFile(new LimitedBody(request.getInputStream(), LimitedBody.BULK), caller);
    }

    @Operation(summary = "Create a grid")
    @PostMapping("/api/v1/grids")
    ResponseEntity<GridView> create(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return answer(HttpStatus.CREATED, desk.create(body(request), caller));
    }

    @Operation(summary = "Replace a grid; If-Match guards against a lost update")
    @PutMapping("/api/v1/grids/{code}")
    ResponseEntity<GridView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return answer(HttpStatus.OK, desk.replace(code, body(request), ifMatch, caller));
    }

    @Operation(summary = "Delete a grid nobody serves any more")
    @DeleteMapping("/api/v1/grids/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var caller = Caller.current();
        caller.require("admin");
        desk.delete(code, ifMatch, caller);
        return ResponseEntity.noContent().build();
    }

    private GridBody body(HttpServletRequest request) throws IOException {
        return bodies.read(
                new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes(),
                GridBody.class);
    }

    private ResponseEntity<GridView> answer(HttpStatus status, Entry grid) {
        var response = ResponseEntity.status(status).eTag("\"" + grid.version() + "\"");
        if (status == HttpStatus.CREATED) {
            response.location(URI.create("/api/v1/grids/" + grid.code()));
        }
        return response.body(views(List.of(grid)).getFirst());
    }

    /** With their members, asked for at once. */
    private List<GridView> views(List<Entry> grids) {
        var members =
                directory.membersOf(grids.stream().map(Entry::code).toList()).stream()
                        .sorted(DutyList.firstToTell())
                        .collect(Collectors.groupingBy(Entry::place));
        return grids.stream()
                .map(grid -> view(grid, members.getOrDefault(grid.code(), List.of())))
                .toList();
    }

    private GridView view(Entry grid, List<Entry> members) {
        return new GridView(
                grid.code(),
                grid.text("name"),
                grid.text("kind"),
                grid.code().substring(0, 12),
                grid.geometry() == null ? null : JSON.readTree(grid.geometry()),
                grid.flag("illustrative"),
                members.stream()
                        .map(member ->
                                new OnDuty(
                                        member.code(),
                                        Contact.open(vault, member).maskedName(),
                                        member.text("role"),
                                        grid.duty().contains(member.code())))
                        .toList(),
                grid.version());
    }
}
