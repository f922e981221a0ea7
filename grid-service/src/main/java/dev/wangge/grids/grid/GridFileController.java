package dev.wangge.grids.grid;

import dev.wangge.grids.directory.ImportMode;
import dev.wangge.grids.directory.Within;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Grids as files, and what is wrong with them on the map. */
@RestController
@Tag(name = "grids", description = "网格")
class GridFileController {
    private static final String EMPTY = "{\"type\": \"FeatureCollection\", \"features\": []}";
    private final GridImport gridImport;
    private final GridExport export;
    private final GridCheck check;

    GridFileController(GridImport gridImport, GridExport export, GridCheck check) {
        this.gridImport = gridImport;
        this.export = export;
        this.check = check;
    }

    @Operation(summary = "Import grids: GeoJSON FeatureCollection; all or nothing, or line by line")
    @Takes(
            as = {"application/geo+json", "application/json"},
            example = EMPTY)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/grids:import")
    GridImport.Report importGrids(
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        return gridImport.run(request.getInputStream(), ImportMode.of(mode, dryRun), caller);
    }

    @Operation(summary = "Export grids as GeoJSON that QGIS opens, and that can be imported again")
    @Answers(as = "application/geo+json")
    @AllowedToCountyStaff
    @Audited(AuditedAct.EXPORTS)
    @GetMapping(path = "/api/v1/grids:export", produces = "application/geo+json")
    void exportGrids(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response)
            throws IOException {
        var prefixes = Within.prefixes(within);
        var day = GridController.day("asOf", asOf);
        AuditedRequest.isAbout(String.join(" ", prefixes), null);
        AuditedRequest.record();
        response.setContentType("application/geo+json");
        response.setHeader("Content-Disposition", "attachment; filename=\"grids.geojson\"");
        var out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        export.write(prefixes, day, out);
        out.flush();
    }

    @Operation(summary = "Overlaps, gaps and other faults of the outlines within a division")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids:check")
    GridCheck.Findings check(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit) {
        Page.checkLimit(limit);
        return check.of(Within.prefixes(within), limit);
    }
}
