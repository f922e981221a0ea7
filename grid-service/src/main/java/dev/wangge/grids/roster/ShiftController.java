package dev.wangge.grids.roster;

import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters.Person;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.Register;
import dev.wangge.grids.people.Registers;
import dev.wangge.grids.people.RosterFile;
import dev.wangge.grids.people.RosterImported;
import dev.wangge.grids.people.Unmaskings;
import dev.wangge.grids.people.Unmaskings.Shown;
import dev.wangge.grids.roster.ShiftCommands.ShiftBody;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import dev.wangge.platform.web.Times;
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

/** Duty rosters of divisions: 带班领导 and who serves with them, from when until when. */
@RestController
@Tag(name = "people")
@Examples("code=S-1")
class ShiftController {
    private static final String LIST = "/api/v1/shifts";
    private static final String EXAMPLE =
            """
            division_code,member_code,unit_code,name,phone,wecom_id,role,from,until
            540328101201,M-540328101201001-1,,,,,LEADER,2026-12-03T00:00:00+08:00,2026-12-04T00:00:00+08:00
            """;
    private final Register<ShiftBody, ShiftView> shifts;
    private final EntryCommands entries;
    private final ShiftImport shiftImport;
    private final Unmaskings unmaskings;
    private final Vault vault;

    ShiftController(
            Registers registers,
            EntryCommands entries,
            ShiftCommands commands,
            ShiftImport shiftImport,
            Unmaskings unmaskings,
            Vault vault) {
        this.shifts =
                registers.of(
                        Kind.SHIFT,
                        LIST,
                        ShiftBody.class,
                        ShiftView.class,
                        commands::shift,
                        this::view);
        this.entries = entries;
        this.shiftImport = shiftImport;
        this.unmaskings = unmaskings;
        this.vault = vault;
    }

    record PersonView(String code, String name, String phone, String language) {}

    record ShiftView(
            String code,
            String divisionCode,
            @Nullable String member,
            @Nullable String unit,
            @Nullable PersonView person,
            String role,
            String from,
            String until,
            long version) {}

    @Operation(summary = "Shifts, masked; at= those that hold at a time")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<ShiftView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var time = at == null ? null : Times.parameter("at", at);
        return shifts.list(within, Directory.holdingAt(time), limit, cursor);
    }

    @Operation(summary = "One shift, masked")
    @AllowedToCountyStaff
    @GetMapping(LIST + "/{code}")
    ResponseEntity<ShiftView> one(@PathVariable String code) {
        return shifts.one(code);
    }

    @Operation(summary = "Add a shift; the same again is the same answer")
    @Takes(ShiftBody.class)
    @Answers(201)
    @AllowedTo(Role.ADMIN)
    @PostMapping(LIST)
    ResponseEntity<ShiftView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return shifts.add(key, request);
    }

    @Operation(summary = "Change a shift")
    @Takes(ShiftBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<ShiftView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return shifts.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a shift")
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return shifts.remove(code, ifMatch);
    }

    @Operation(summary = "The contact of the person who serves, whole: {purpose}")
    @Takes(Unmaskings.Asked.class)
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @Audited(AuditedAct.UNMASKS)
    @PostMapping(LIST + "/{code}/contact")
    Shown contact(@PathVariable String code, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        var shift = entries.find(Kind.SHIFT, code, caller);
        var asked = entries.body(request, Unmaskings.Asked.class);
        var person = ShiftCommands.person(shift);
        if (person == null) {
            throw Problem.invalid(
                    Pointed.at(
                            "#",
                            "no-such-person",
                            "A member or unit serves: ask for theirs by their own code"));
        }
        unmaskings.note(shift, person.code(), asked, caller);
        return Shown.of(person.code(), ShiftCommands.contact(vault, person));
    }

    @Operation(
            summary =
                    "Import shifts: text/csv"
                            + " division_code,member_code,unit_code,name,phone,wecom_id,role,from,until"
                            + " and optionally code,wechat_id,language",
            description = "dryRun=true stores nothing; mode=all-or-nothing or line-by-line")
    @Takes(as = "text/csv", example = EXAMPLE)
    @AllowedTo(Role.ADMIN)
    @PostMapping(path = LIST + ":import", consumes = "text/csv")
    RosterImported importShifts(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "all-or-nothing") String mode,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        try (var rows = RosterFile.of(request, mode, dryRun)) {
            return shiftImport.shifts(rows, caller);
        }
    }

    private ShiftView view(Entry entry) {
        var person = ShiftCommands.person(entry);
        return new ShiftView(
                entry.code(),
                entry.place(),
                entry.textOrNull("member"),
                entry.textOrNull("unit"),
                person == null ? null : view(person),
                entry.text("role"),
                entry.text("from"),
                entry.text("until"),
                entry.version());
    }

    private PersonView view(Person person) {
        var contact = ShiftCommands.contact(vault, person);
        return new PersonView(
                person.code(), contact.maskedName(), contact.maskedPhone(), person.language());
    }
}
