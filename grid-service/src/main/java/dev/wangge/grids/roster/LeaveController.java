package dev.wangge.grids.roster;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.Faults;
import dev.wangge.grids.people.Register;
import dev.wangge.grids.people.Registers;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A member is away, and perhaps another stands in. */
@RestController
@Tag(name = "people")
@Examples("code=L-1")
class LeaveController {
    private static final String LIST = "/api/v1/leaves";
    private final Register<LeaveBody, LeaveView> leaves;
    private final EntryCommands entries;

    LeaveController(Registers registers, EntryCommands entries) {
        this.leaves =
                registers.of(
                        Kind.LEAVE,
                        LIST,
                        LeaveBody.class,
                        LeaveView.class,
                        this::leave,
                        LeaveView::of);
        this.entries = entries;
    }

    record LeaveBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$") @Nullable String code,
            @Schema(example = "M-540328101201001-1") @Nullable String member,
            @Nullable String deputy,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-08T00:00:00+08:00")
                    @Nullable String until) {}

    record LeaveView(
            String code,
            String member,
            @Nullable String deputy,
            String gridCode,
            String from,
            String until,
            long version) {
        static LeaveView of(Entry entry) {
            return new LeaveView(
                    entry.code(),
                    entry.text("member"),
                    entry.state().getString("deputy"),
                    entry.place(),
                    entry.text("from"),
                    entry.text("until"),
                    entry.version());
        }
    }

    @Operation(summary = "Leaves, of one member or all")
    @GetMapping(LIST)
    Page<LeaveView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return leaves.list(
                within,
                member == null ? List.of() : List.of(Filters.eq("state.member", member)),
                limit,
                cursor);
    }

    @Operation(summary = "One leave")
    @GetMapping(LIST + "/{code}")
    ResponseEntity<LeaveView> one(@PathVariable String code) {
        return leaves.one(code);
    }

    @Operation(
            summary = "Note a leave, with a deputy or without; the same again is the same answer",
            description = "Without a deputy it is accepted: see duty-warnings")
    @Takes(
            value = LeaveBody.class,
            demands = {"member"})
    @Answers(201)
    @PostMapping(LIST)
    ResponseEntity<LeaveView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return leaves.add(key, request);
    }

    @Operation(summary = "Change a leave: its deputy, beginning, end")
    @Takes(LeaveBody.class)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<LeaveView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return leaves.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a leave, as if it had never been")
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return leaves.remove(code, ifMatch);
    }

    private Entry leave(LeaveBody body, @Nullable Entry old, Caller caller) {
        var faults = new Faults();
        var named = body.member() == null && old != null ? old.text("member") : body.member();
        var member = entries.named(Kind.MEMBER, named, "#/member", caller, faults);
        if (old != null && !old.text("member").equals(named)) {
            faults.at("#/member", "wrong-value", "The member does not change: note another leave");
        }
        if (body.deputy() != null) {
            entries.named(Kind.MEMBER, body.deputy(), "#/deputy", caller, faults);
            if (body.deputy().equals(named)) {
                faults.at("#/deputy", "wrong-value", "Nobody stands in for themselves");
            }
        }
        var from = faults.time("#/from", body.from(), true);
        var until = faults.time("#/until", body.until(), true);
        faults.order("#/until", from, until);
        var code = AssignmentController.code(body.code(), old, faults);
        faults.refuse();
        var state = new Document("member", member.orElseThrow().code());
        if (body.deputy() != null) {
            state.append("deputy", body.deputy());
        }
        state.append("from", from).append("until", until);
        return Entry.of(
                Kind.LEAVE,
                code.isEmpty() ? Ids.of("leave", named + "", from + "").toString() : code,
                member.orElseThrow().place(),
                state,
                null);
    }
}
