package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.Register;
import dev.wangge.grids.people.Registers;
import dev.wangge.grids.roster.LeaveCommands.LeaveBody;
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

/** A member is away, and perhaps another stands in. */
@RestController
@Tag(name = "people")
@Examples("code=L-1")
class LeaveController {
    private static final String LIST = "/api/v1/leaves";
    private final Register<LeaveBody, LeaveView> leaves;

    LeaveController(Registers registers, LeaveCommands commands) {
        this.leaves =
                registers.of(
                        Kind.LEAVE,
                        LIST,
                        LeaveBody.class,
                        LeaveView.class,
                        commands::leave,
                        LeaveView::of);
    }

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
                    entry.textOrNull("deputy"),
                    entry.place(),
                    entry.text("from"),
                    entry.text("until"),
                    entry.version());
        }
    }

    @Operation(summary = "Leaves, of one member or all")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<LeaveView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return leaves.list(within, Directory.ofMember(member), limit, cursor);
    }

    @Operation(summary = "One leave")
    @AllowedToCountyStaff
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
    @AllowedTo(Role.ADMIN)
    @PostMapping(LIST)
    ResponseEntity<LeaveView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return leaves.add(key, request);
    }

    @Operation(summary = "Change a leave: its deputy, beginning, end")
    @Takes(LeaveBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<LeaveView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return leaves.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a leave, as if it had never been")
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return leaves.remove(code, ifMatch);
    }
}
