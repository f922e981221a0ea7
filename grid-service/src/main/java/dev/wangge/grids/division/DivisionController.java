package dev.wangge.grids.division;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.csv.LimitedBody;
import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.FeatureFile;
import dev.wangge.grids.place.Level;
import dev.wangge.platform.place.Codes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Divisions: readable by all who hold a token, imported by administrators. */
@RestController
@Tag(name = "divisions", description = "行政区划")
class DivisionController {
    private final Directory directory;
    private final DivisionImport divisionImport;

    DivisionController(Directory directory, DivisionImport divisionImport) {
        this.directory = directory;
        this.divisionImport = divisionImport;
    }

    record DivisionView(String code, String name, String level, @Nullable String parent) {
        static DivisionView of(Entry entry) {
            return new DivisionView(
                    entry.code(),
                    entry.text("name"),
                    entry.text("level"),
                    entry.state().getString("parent"));
        }
    }

    @Operation(summary = "Divisions by parent, level, or name and code")
    @GetMapping("/api/v1/divisions")
    Page<DivisionView> list(
            @RequestParam(required = false) @Nullable String parent,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filters = new ArrayList<Bson>();
        if (parent != null) {
            filters.add(Filters.eq("state.parent", Codes.padded(parent)));
        }
        if (level != null) {
            if (Level.of(level).isEmpty()) {
                throw Problem.invalid(
                        Pointed.parameter("level", "wrong-value", "No such level: " + level));
            }
            filters.add(Filters.eq("state.level", level));
        }
        if (q != null && !q.isBlank()) {
            filters.add(
                    Filters.or(
                            Filters.regex("state.name", Pattern.quote(q.strip())),
                            Filters.regex("code", "^" + Pattern.quote(q.strip()))));
        }
        return directory.list(
                Kind.DIVISION,
                List.of(""),
                filters,
                Asked.of(limit, cursor),
                found -> found.stream().map(DivisionView::of).toList());
    }

    @Operation(summary = "One division")
    @GetMapping("/api/v1/divisions/{code}")
    DivisionView one(@PathVariable String code) {
        return directory
                .find(Kind.DIVISION, Codes.padded(code))
                .map(DivisionView::of)
                .orElseThrow(() ->
                        new Problem(
                                HttpStatus.NOT_FOUND, "no-such-division", "No division " + code));
    }

    @Operation(summary = "Import divisions: text/csv code,name,level,parent_code; all or nothing")
    @PostMapping(path = "/api/v1/divisions:import", consumes = "text/csv")
    Imported importCsv(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return divisionImport.run(request.getInputStream(), request.getContentType(), caller);
    }

    @Operation(summary = "Set boundaries: GeoJSON FeatureCollection with properties.code")
    @PostMapping("/api/v1/divisions:boundaries")
    Imported boundaries(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        var file = new FeatureFile();
        var features = file.read(new LimitedBody(request.getInputStream(), LimitedBody.BULK));
        var known =
                directory.find(
                        Kind.DIVISION, features.stream().map(one -> one.text("code")).toList());
        var wanted = new ArrayList<Entry>();
        for (var feature : features) {
            var code = feature.text("code");
            var division = known.get(code);
            if (division == null || DivisionCode.parse(code).isEmpty()) {
                file.wrong(feature.index(), "no-such-division", "No division " + code);
            } else if (!caller.covers(code)) {
                file.wrong(feature.index(), "outside-scope", code + " is outside your divisions");
            } else {
                var outline = feature.outline();
                wanted.add(
                        Entry.of(
                                Kind.DIVISION,
                                code,
                                code,
                                division.state(),
                                outline == null ? null : outline.geoJson()));
            }
        }
        file.refuseIfWrong();
        return directory.save(wanted, known, caller.client());
    }
}
