package dev.wangge.grids.roster;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.mongodb.client.model.Filters;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.duty.OfMove;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.Faults;
import dev.wangge.grids.people.Register;
import dev.wangge.grids.people.Registers;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
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

/** A member serves one more grid for a while. */
@RestController
@Tag(name = "people")
@Examples("code=A-1")
class AssignmentController {
    private static final String LIST = "/api/v1/assignments";
    private static final List<String> ROLES =
            List.of("LEAD", "FULL_TIME", "PART_TIME", "MICRO", "ESCORT");
    private final Register<AssignmentBody, AssignmentView> assignments;
    private final EntryCommands entries;

    AssignmentController(Registers registers, EntryCommands entries) {
        this.assignments =
                registers.of(
                        Kind.ASSIGNMENT,
                        LIST,
                        AssignmentBody.class,
                        AssignmentView.class,
                        this::assignment,
                        AssignmentView::of);
        this.entries = entries;
    }

    record AssignmentBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$") @Nullable String code,
            @Schema(example = "M-540328101201001-1") @Nullable String member,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$", example = "540328101201001")
                    @Nullable String gridCode,
            @Schema(allowableValues = {"LEAD", "FULL_TIME", "PART_TIME", "MICRO", "ESCORT"})
                    @Nullable String role,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(format = "date-time", example = "2026-12-08T00:00:00+08:00")
                    @Nullable String until) {}

    record AssignmentView(
            String code,
            String member,
            String gridCode,
            String role,
            String from,
            @Nullable String until,
            String source,
            long version) {
        static AssignmentView of(Entry entry) {
            return new AssignmentView(
                    entry.code(),
                    entry.text("member"),
                    entry.place(),
                    entry.text("role"),
                    entry.text("from"),
                    entry.state().getString("until"),
                    entry.text("source"),
                    entry.version());
        }
    }

    @Operation(summary = "Assignments, of one member or all")
    @GetMapping(LIST)
    Page<AssignmentView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return assignments.list(
                within,
                member == null ? List.of() : List.of(Filters.eq("state.member", member)),
                limit,
                cursor);
    }

    @Operation(summary = "One assignment")
    @GetMapping(LIST + "/{code}")
    ResponseEntity<AssignmentView> one(@PathVariable String code) {
        return assignments.one(code);
    }

    @Operation(
            summary = "Assign a member to one more grid; the same again is the same answer",
            description = "Overlaps with another assignment are accepted: see duty-warnings")
    @Takes(
            value = AssignmentBody.class,
            demands = {"member"})
    @Answers(201)
    @PostMapping(LIST)
    ResponseEntity<AssignmentView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return assignments.add(key, request);
    }

    @Operation(
            summary = "Change an assignment: its grid, role, beginning, end",
            description = "One of the escort of a seasonal move is the move's: 409 owned-by-move")
    @Takes(AssignmentBody.class)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<AssignmentView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return assignments.replace(code, ifMatch, request);
    }

    @Operation(
            summary = "Remove an assignment, as if it had never been",
            description = "One of the escort of a seasonal move is the move's: 409 owned-by-move")
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return assignments.remove(code, ifMatch, AssignmentController::requireOfNoMove);
    }

    /**
     * An escort's duty begins and ends with the move: by hand it would only seem to change, until
     * the move says the next thing.
     */
    private static void requireOfNoMove(Entry present) {
        OfMove.move(present.state())
                .ifPresent(move -> {
                    throw new Problem(
                                    ProblemType.OWNED_BY_MOVE,
                                    "This assignment is of the escort of seasonal move " + move)
                            .with("move", move)
                            .with("href", "/api/v1/seasonal-moves/" + move);
                });
    }

    private Entry assignment(AssignmentBody body, @Nullable Entry old, Caller caller) {
        if (old != null) {
            requireOfNoMove(old);
        }
        var faults = new Faults();
        var grid = entries.place(Kind.GRID, body.gridCode(), "#/gridCode", caller, faults);
        var named = body.member() == null && old != null ? old.text("member") : body.member();
        var member = entries.named(Kind.MEMBER, named, "#/member", caller, faults);
        if (old != null && !old.text("member").equals(named)) {
            faults.at("#/member", "wrong-value", "The member does not change: assign another one");
        }
        var role =
                body.role() == null && member.isPresent()
                        ? member.get().text("role")
                        : faults.oneOf("#/role", body.role(), ROLES);
        var from = faults.time("#/from", body.from(), true);
        var until = faults.time("#/until", body.until(), false);
        faults.order("#/until", from, until);
        var code = code(body.code(), old, faults);
        faults.refuse();
        var state =
                new Document("member", member.orElseThrow().code())
                        .append("role", role)
                        .append("from", from);
        if (until != null) {
            state.append("until", until);
        }
        state.append("source", old == null ? "api" : old.text("source"));
        var place = grid.orElseThrow().code();
        return Entry.of(
                Kind.ASSIGNMENT,
                code.isEmpty()
                        ? Ids.of("assignment", named + "", place, role, from + "").toString()
                        : code,
                place,
                state,
                null);
    }

    /** Empty where it follows from what is assigned. */
    static String code(@Nullable String said, @Nullable Entry old, Faults faults) {
        if (old == null) {
            return said == null ? "" : faults.code("#/code", said);
        }
        if (said != null && !said.equals(old.code())) {
            faults.at("#/code", "wrong-value", "A code does not change");
        }
        return old.code();
    }
}
