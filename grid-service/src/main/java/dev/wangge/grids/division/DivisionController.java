package dev.wangge.grids.division;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.ImportReport;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToEveryRole;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Divisions: readable by all who hold a token, imported by administrators. */
@RestController
@Tag(name = "divisions", description = "行政区划")
@Examples({"code=540328101201", "parent=540328101000", "q=拉乌"})
class DivisionController {
    private static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");
    private static final String EXAMPLE =
            "code,name,level,parent_code\n540328101201,拉乌村,village,540328101000\n";
    private static final String EMPTY = "{\"type\": \"FeatureCollection\", \"features\": []}";
    private final Directory directory;
    private final Divisions divisions;
    private final DivisionImport divisionImport;
    private final BoundaryImport boundaryImport;
    private final Clock clock;

    DivisionController(
            Directory directory,
            Divisions divisions,
            DivisionImport divisionImport,
            BoundaryImport boundaryImport,
            Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.divisionImport = divisionImport;
        this.boundaryImport = boundaryImport;
        this.clock = clock;
    }

    @Operation(
            summary = "Divisions by parent, level, or what their names or codes begin with",
            description =
                    "q is the beginning of a name, an alias, a name in Tibetan or English, its"
                            + " pinyin or the initials of it, or a code. asOf is a day, today"
                            + " without it: what was not yet, or is no more, is left out")
    @AllowedToEveryRole
    @GetMapping("/api/v1/divisions")
    Page<DivisionView> list(
            @RequestParam(required = false) @Nullable String parent,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return divisions.find(parent, level, q, day(asOf), Asked.of(limit, cursor));
    }

    private LocalDate day(@Nullable String asOf) {
        return asOf == null
                ? LocalDate.ofInstant(clock.instant(), COUNTY)
                : Times.day("asOf", asOf);
    }

    @Operation(summary = "One division, also one that is no more: it names the one after it")
    @AllowedToEveryRole
    @GetMapping("/api/v1/divisions/{code}")
    DivisionView one(
            @PathVariable String code, @RequestParam(required = false) @Nullable String asOf) {
        return DivisionView.of(stored(code), day(asOf));
    }

    @Operation(summary = "The divisions above one, from the province down")
    @AllowedToEveryRole
    @GetMapping("/api/v1/divisions/{code}/ancestors")
    List<DivisionView> ancestors(
            @PathVariable String code, @RequestParam(required = false) @Nullable String asOf) {
        var below = new DivisionCode(stored(code).code());
        var day = day(asOf);
        var above =
                below.path().stream()
                        .map(Codes::padded)
                        .filter(one -> !one.equals(below.value()))
                        .toList();
        var found = directory.find(Kind.DIVISION, above);
        return above.stream()
                .filter(found::containsKey)
                .map(found::get)
                .map(entry -> DivisionView.of(entry, day))
                .toList();
    }

    @Operation(summary = "The divisions right below one; the same as the list by parent")
    @AllowedToEveryRole
    @GetMapping("/api/v1/divisions/{code}/children")
    Page<DivisionView> children(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return list(stored(code).code(), null, null, asOf, limit, cursor);
    }

    @Operation(summary = "The other divisions below the same one")
    @AllowedToEveryRole
    @GetMapping("/api/v1/divisions/{code}/siblings")
    List<DivisionView> siblings(
            @PathVariable String code, @RequestParam(required = false) @Nullable String asOf) {
        return divisions.siblings(stored(code), day(asOf));
    }

    private Entry stored(String code) {
        return directory
                .find(Kind.DIVISION, Codes.padded(code))
                .orElseThrow(
                        () -> new Problem(ProblemType.NO_SUCH_DIVISION, "No division " + code));
    }

    @Operation(
            summary = "Import divisions: text/csv code,name,level,parent_code",
            description =
                    "Further columns: name_bo,name_en,aliases (separated by ;),valid_from,valid_to,"
                            + "superseded_by. mode is all-or-nothing, or line-by-line: then wrong"
                            + " lines are left out and said. dryRun stores nothing. Shows all at"
                            + " once; a repeat changes nothing")
    @Takes(as = "text/csv", example = EXAMPLE)
    @AllowedTo(Role.ADMIN)
    @PostMapping(path = "/api/v1/divisions:import", consumes = "text/csv")
    ImportReport importCsv(
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        return divisionImport.run(
                request.getInputStream(),
                request.getContentType(),
                caller,
                ImportMode.of(mode, dryRun));
    }

    @Operation(summary = "Set boundaries: GeoJSON FeatureCollection with properties.code")
    @Takes(
            as = {"application/geo+json", "application/json"},
            example = EMPTY)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/divisions:boundaries")
    Imported boundaries(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        return boundaryImport.run(request.getInputStream(), caller);
    }
}
