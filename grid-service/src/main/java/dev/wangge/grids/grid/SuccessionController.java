package dev.wangge.grids.grid;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.grid.GridViews.GridView;
import dev.wangge.grids.grid.Succession.Successor;
import dev.wangge.grids.grid.SuccessionOrders.MergeBody;
import dev.wangge.grids.grid.SuccessionOrders.SplitBody;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.problem.Told;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.IdempotentResponses;
import dev.wangge.platform.web.StrictBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Grids that take the place of others. */
@RestController
@Tag(name = "grids", description = "网格")
@Examples("code=540328101201001")
class SuccessionController {
    private final SuccessionCommands commands;
    private final Directory directory;
    private final GridViews views;
    private final StrictBodies bodies;
    private final IdempotentResponses responses;

    SuccessionController(
            SuccessionCommands commands,
            Directory directory,
            GridViews views,
            StrictBodies bodies,
            IdempotentResponses responses) {
        this.commands = commands;
        this.directory = directory;
        this.views = views;
        this.bodies = bodies;
        this.responses = responses;
    }

    /**
     * What became of it.
     *
     * @param unassigned members of a split grid whom nobody assigned: they serve in the first part
     */
    record SuccessionView(
            String type,
            String on,
            List<GridView> retired,
            List<GridView> grids,
            List<String> unassigned,
            List<Warning> warnings)
            implements Told {}

    @Operation(summary = "Split a grid: its parts take its place today")
    @Takes(SplitBody.class)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/grids/{code}/actions/split")
    ResponseEntity<SuccessionView> split(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var bytes = GridController.bytes(request);
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), bytes);
        return responses.once(
                key,
                SuccessionView.class,
                () -> {
                    var body = bodies.read(bytes, SplitBody.class);
                    return ResponseEntity.ok(
                            view(commands.split(code, body, ifMatch, key, caller)));
                });
    }

    @Operation(summary = "Merge grids of one village: one takes their place today")
    @Takes(MergeBody.class)
    @AllowedTo(Role.ADMIN)
    @PostMapping("/api/v1/grids:merge")
    ResponseEntity<SuccessionView> merge(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String header,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        var bytes = GridController.bytes(request);
        var key = IdempotencyKey.of(header, caller.client(), request.getRequestURI(), bytes);
        return responses.once(
                key,
                SuccessionView.class,
                () -> {
                    var body = bodies.read(bytes, MergeBody.class);
                    return ResponseEntity.ok(view(commands.merge(body, key, caller)));
                });
    }

    private SuccessionView view(Succession done) {
        return new SuccessionView(
                done.type(),
                done.on().toString(),
                views.all(find(done.replaced())),
                views.all(find(done.successors().stream().map(Successor::code).toList())),
                done.unassigned(),
                done.warnings());
    }

    private List<Entry> find(List<String> codes) {
        var found = directory.find(Kind.GRID, codes);
        var inOrder = new ArrayList<Entry>();
        for (var code : codes) {
            var one = found.get(code);
            if (one != null) {
                inOrder.add(one);
            }
        }
        return inOrder;
    }
}
