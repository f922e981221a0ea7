package dev.wangge.grids.people;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.grids.people.MemberDesk.UnitBody;
import dev.wangge.grids.people.Unmaskings.Shown;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
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
class UnitController {
    private static final String LIST = "/api/v1/units";
    private final Directory directory;
    private final EntryDesk entries;
    private final MemberDesk desk;
    private final PeopleImport people;
    private final Unmaskings unmaskings;
    private final Vault vault;

    UnitController(
            Directory directory,
            EntryDesk entries,
            MemberDesk desk,
            PeopleImport people,
            Unmaskings unmaskings,
            Vault vault) {
        this.directory = directory;
        this.entries = entries;
        this.desk = desk;
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
    @GetMapping(LIST)
    Page<UnitView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return directory.list(
                Kind.UNIT,
                Within.prefixes(within),
                List.of(),
                Asked.of(limit, cursor),
                found -> found.stream().map(this::view).toList());
    }

    @Operation(summary = "One unit, its phone masked")
    @GetMapping(LIST + "/{code}")
    ResponseEntity<UnitView> one(@PathVariable String code) {
        var unit = entries.find(Kind.UNIT, code, Caller.current());
        return EntryDesk.ok(unit, view(unit));
    }

    @Operation(summary = "Add a unit; the same again is the same answer")
    @PostMapping(LIST)
    ResponseEntity<UnitView> create(HttpServletRequest request) throws IOException {
        var caller = admin();
        var body = entries.body(request, UnitBody.class);
        var made =
                entries.create(
                        desk.unit(body, null, caller), old -> desk.unit(body, old, caller), caller);
        return EntryDesk.created(LIST, made, view(made));
    }

    @Operation(summary = "Change a unit; phone and ids that are left out stay as they are")
    @PutMapping(LIST + "/{code}")
    ResponseEntity<UnitView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        var caller = admin();
        var present = entries.find(Kind.UNIT, code, caller);
        EntryDesk.requireMatch(present, ifMatch);
        var wanted = desk.unit(entries.body(request, UnitBody.class), present, caller);
        var changed = entries.replace(wanted, present, caller);
        return EntryDesk.ok(changed, view(changed));
    }

    @Operation(summary = "Remove a unit")
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        var caller = admin();
        entries.remove(entries.find(Kind.UNIT, code, caller), ifMatch, caller);
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "A unit's contact, whole: {purpose}; each time is written down")
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
    @PostMapping(path = LIST + ":import", consumes = "text/csv")
    RosterImported importUnits(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "all-or-nothing") String mode,
            HttpServletRequest request)
            throws IOException {
        var caller = admin();
        return people.units(RosterFile.of(request, mode, dryRun), caller);
    }

    private static Caller admin() {
        var caller = Caller.current();
        caller.require("admin");
        return caller;
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
