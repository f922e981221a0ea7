package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Entry.Former;
import dev.wangge.grids.grid.GridViews.GridView;
import dev.wangge.platform.csv.LimitedBody;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.StrictBodies;
import dev.wangge.platform.web.Times;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** Grids: read within the caller's divisions, changed by administrators. */
@RestController
@Tag(name = "grids", description = "网格")
@Examples("code=540328101201001")
class GridController {
    private final GridCommands commands;
    private final GridViews views;
    private final GridSearch search;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;
    private final Clock clock;

    GridController(
            GridCommands commands,
            GridViews views,
            GridSearch search,
            StrictBodies bodies,
            IdempotentResponses responses,
            Clock clock) {
        this.commands = commands;
        this.views = views;
        this.search = search;
        this.bodies = bodies;
        this.responses = responses;
        this.clock = clock;
    }

    record RetireBody(@Schema(format = "date") @Nullable String on) {}

    @Operation(
            summary =
                    "Grids within a division, by kind or name; as they were on a day, or with the"
                            + " retired ones",
            description =
                    "q is the beginning of a name or of a part of it, in pinyin too or by the"
                            + " initials of it, or a code")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids")
    Page<GridView> list(
            @RequestParam(required = false) @Nullable String within,
            @Parameter(schema = @Schema(allowableValues = {"BASIC", "DEDICATED", "MICRO"}))
                    @RequestParam(required = false)
                    @Nullable String kind,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(defaultValue = "false") boolean retired,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return search.find(within, kind, q, day("asOf", asOf), retired, Asked.of(limit, cursor));
    }

    @Operation(summary = "One grid, with who is on duty; or as it was on a day")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids/{code}")
    GridView one(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String asOf,
            HttpServletResponse response) {
        var day = day("asOf", asOf);
        var grid = commands.find(code, Caller.current());
        if (day != null) {
            return GridSearch.on(grid, day);
        }
        // Not by a ResponseEntity, which would answer 304: who serves there changes meanwhile.
        response.setHeader(HttpHeaders.ETAG, grid.tag().toString());
        return views.one(grid, List.of());
    }

    @Operation(summary = "What a grid was, and is, oldest first")
    @AllowedToCountyStaff
    @GetMapping("/api/v1/grids/{code}/history")
    Page<GridView> history(@PathVariable String code) {
        var grid = commands.find(code, Caller.current());
        var all = new ArrayList<>(grid.former());
        all.add(new Former(grid.state(), grid.geometry()));
        return new Page<>(
                all.stream().map(was -> GridViews.former(grid, was)).toList(),
                null,
                Times.utc(clock.instant()));
    }

    @Operation(summary = "Create a grid; without a code, the village's next one is allotted")
    @Takes(GridBody.class)
    @Answers(201)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/grids")
    ResponseEntity<GridView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var bytes = bytes(request);
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), bytes);
        return responses.once(
                key,
                GridView.class,
                () -> {
                    var stored = commands.create(bodies.read(bytes, GridBody.class), key, caller);
                    return answer(HttpStatus.CREATED, stored.grid(), stored.warnings());
                });
    }

    @Operation(summary = "Change a grid from today on; If-Match guards against a lost update")
    @Takes(GridBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping("/api/v1/grids/{code}")
    ResponseEntity<GridView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var stored =
                commands.replace(
                        code, bodies.read(bytes(request), GridBody.class), ifMatch, caller);
        return answer(HttpStatus.OK, stored.grid(), stored.warnings());
    }

    @Operation(
            summary =
                    "Retire a grid nobody serves any more, or on a day ahead; delete one made today by"
                            + " mistake")
    @Answers({200, 204})
    @AllowedTo(Role.ADMIN)
    @DeleteMapping("/api/v1/grids/{code}")
    ResponseEntity<GridView> delete(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String on,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return commands.retire(code, day("on", on), ifMatch, true, Caller.current())
                .map(retired -> answer(HttpStatus.OK, retired.grid(), retired.warnings()))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Operation(
            summary = "Retire a grid on a day; one that has come, when nobody serves it any more")
    @Takes(value = RetireBody.class, optional = true)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/grids/{code}/actions/retire")
    ResponseEntity<GridView> retire(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        commands.find(code, caller);
        var bytes = bytes(request);
        return responses.once(
                IdempotencyKey.of(header, caller.client(), request.getRequestURI(), bytes),
                GridView.class,
                () -> {
                    var said = bodies.read(bytes, RetireBody.class).on();
                    var on = said == null ? null : Times.dayAt("#/on", said);
                    var retired = commands.retire(code, on, ifMatch, false, caller).orElseThrow();
                    return answer(HttpStatus.OK, retired.grid(), retired.warnings());
                });
    }

    static @Nullable LocalDate day(String parameter, @Nullable String iso) {
        return iso == null ? null : Times.day(parameter, iso);
    }

    static byte[] bytes(HttpServletRequest request) throws IOException {
        return new LimitedBody(request.getInputStream(), LimitedBody.PLAIN).readAllBytes();
    }

    private ResponseEntity<GridView> answer(HttpStatus status, Entry grid, List<Warning> warnings) {
        var response = ResponseEntity.status(status).eTag(grid.tag().toString());
        if (status == HttpStatus.CREATED) {
            response.location(URI.create("/api/v1/grids/" + grid.code()));
        }
        return response.body(views.one(grid, warnings));
    }
}
