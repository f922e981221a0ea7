package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.Register;
import dev.wangge.grids.people.Registers;
import dev.wangge.grids.roster.AssignmentCommands.AssignmentBody;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
    private final Register<AssignmentBody, AssignmentView> assignments;

    AssignmentController(Registers registers, AssignmentCommands commands) {
        this.assignments =
                registers.of(
                        Kind.ASSIGNMENT,
                        LIST,
                        AssignmentBody.class,
                        AssignmentView.class,
                        commands::assignment,
                        AssignmentView::of);
    }

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
                    entry.textOrNull("until"),
                    entry.text("source"),
                    entry.version());
        }
    }

    @Operation(summary = "Assignments, of one member or all")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<AssignmentView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return assignments.list(within, Directory.ofMember(member), limit, cursor);
    }

    @Operation(summary = "One assignment")
    @AllowedToCountyStaff
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
    @AllowedTo(Role.ADMIN)
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
    @AllowedTo(Role.ADMIN)
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
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return assignments.remove(code, ifMatch, AssignmentCommands::requireOfNoMove);
    }
}
