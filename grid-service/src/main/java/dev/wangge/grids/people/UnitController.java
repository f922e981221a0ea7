package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.MemberCommands.UnitBody;
import dev.wangge.grids.people.Unmaskings.Shown;
import dev.wangge.platform.audit.Audited;
import dev.wangge.platform.audit.AuditedAct;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Examples;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.policy.AllowedTo;
import dev.wangge.platform.policy.AllowedToCountyStaff;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.security.Role;
import dev.wangge.platform.web.IdempotencyKey;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
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

/** Responsible units with their duty phones. */
@RestController
@Tag(name = "people")
@Examples("code=540302-dispatch")
class UnitController {
    private static final String LIST = "/api/v1/units";
    private static final String EXAMPLE =
            """
            code,name,kind,division_code,phone,wecom_id,language
            540328-example,水利局,WATER_BUREAU,540328000000,19900001236,,zh
            """;
    private final Register<UnitBody, UnitView> units;
    private final EntryCommands entries;
    private final PeopleImport people;
    private final Unmaskings unmaskings;
    private final Vault vault;

    UnitController(
            Registers registers,
            EntryCommands entries,
            MemberCommands commands,
            PeopleImport people,
            Unmaskings unmaskings,
            Vault vault) {
        this.units =
                registers.of(
                        Kind.UNIT,
                        LIST,
                        UnitBody.class,
                        UnitView.class,
                        commands::unit,
                        this::view);
        this.entries = entries;
        this.people = people;
        this.unmaskings = unmaskings;
        this.vault = vault;
    }

    record UnitView(
            String code,
            String name,
            String kind,
            String divisionCode,
            String phone,
            List<String> channels,
            String language,
            long version) {}

    @Operation(summary = "Responsible units, phones masked")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<UnitView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return units.list(within, List.of(), limit, cursor);
    }

    @Operation(summary = "One unit, its phone masked")
    @AllowedToCountyStaff
    @GetMapping(LIST + "/{code}")
    ResponseEntity<UnitView> one(@PathVariable String code) {
        return units.one(code);
    }

    @Operation(summary = "Add a unit; the same again is the same answer")
    @Takes(
            value = UnitBody.class,
            demands = {"code", "name"})
    @Answers(201)
    @AllowedTo(Role.ADMIN)
    @PostMapping(LIST)
    ResponseEntity<UnitView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return units.add(key, request);
    }

    @Operation(summary = "Change a unit; phone and ids that are left out stay as they are")
    @Takes(UnitBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<UnitView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return units.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a unit")
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return units.remove(code, ifMatch);
    }

    @Operation(summary = "A unit's contact, whole: {purpose}; each time is written down")
    @Takes(Unmaskings.Asked.class)
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @Audited(AuditedAct.UNMASKS)
    @PostMapping(LIST + "/{code}/contact")
    Shown contact(@PathVariable String code, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        var unit = entries.find(Kind.UNIT, code, caller);
        unmaskings.note(unit, code, entries.body(request, Unmaskings.Asked.class), caller);
        return Shown.of(code, Contact.open(vault, unit));
    }

    @Operation(
            summary =
                    "Import units: text/csv code,name,kind,division_code,phone,wecom_id,language"
                            + " and optionally wechat_id",
            description = "dryRun=true stores nothing; mode=all-or-nothing or line-by-line")
    @Takes(as = "text/csv", example = EXAMPLE)
    @AllowedTo(Role.ADMIN)
    @PostMapping(path = LIST + ":import", consumes = "text/csv")
    RosterImported importUnits(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "all-or-nothing") String mode,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        try (var rows = RosterFile.of(request, mode, dryRun)) {
            return people.units(rows, caller);
        }
    }

    private UnitView view(Entry entry) {
        var contact = Contact.open(vault, entry);
        return new UnitView(
                entry.code(),
                entry.text("name"),
                entry.text("kind"),
                entry.place(),
                contact.maskedPhone(),
                contact.channels(),
                entry.text("language"),
                entry.version());
    }
}
