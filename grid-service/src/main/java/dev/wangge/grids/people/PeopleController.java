package dev.wangge.grids.people;

import dev.wangge.grids.directory.Asked;
import dev.wangge.grids.directory.Directory;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Imported;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Within;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import dev.wangge.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Members and units: imported by administrators, shown masked within the caller's divisions. */
@RestController
@Tag(name = "people", description = "网格员与责任单位")
class PeopleController {
    private final Directory directory;
    private final PeopleImport people;
    private final Vault vault;

    PeopleController(Directory directory, PeopleImport people, Vault vault) {
        this.directory = directory;
        this.people = people;
        this.vault = vault;
    }

    record MemberView(
            String code,
            String name,
            String role,
            String gridCode,
            String phone,
            String language) {}

    record UnitView(
            String code,
            String name,
            String kind,
            String divisionCode,
            String phone,
            String language) {}

    @Operation(summary = "Grid members, masked")
    @GetMapping("/api/v1/members")
    Page<MemberView> members(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return directory.list(
                Kind.MEMBER,
                Within.prefixes(within),
                List.of(),
                Asked.of(limit, cursor),
                found -> found.stream().map(this::member).toList());
    }

    private MemberView member(Entry entry) {
        var contact = Contact.open(vault, entry);
        return new MemberView(
                entry.code(),
                contact.maskedName(),
                entry.text("role"),
                entry.place(),
                contact.maskedPhone(),
                entry.text("language"));
    }

    @Operation(summary = "Responsible units, phones masked")
    @GetMapping("/api/v1/units")
    Page<UnitView> units(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return directory.list(
                Kind.UNIT,
                Within.prefixes(within),
                List.of(),
                Asked.of(limit, cursor),
                found -> found.stream().map(this::unit).toList());
    }

    private UnitView unit(Entry entry) {
        return new UnitView(
                entry.code(),
                entry.text("name"),
                entry.text("kind"),
                entry.place(),
                Contact.open(vault, entry).maskedPhone(),
                entry.text("language"));
    }

    @Operation(
            summary =
                    "Import members: text/csv code,name,role,grid_code,phone,wecom_id,language; all"
                            + " or nothing")
    @PostMapping(path = "/api/v1/members:import", consumes = "text/csv")
    Imported importMembers(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return people.members(request.getInputStream(), request.getContentType(), caller);
    }

    @Operation(
            summary =
                    "Import units: text/csv code,name,kind,division_code,phone,wecom_id,language;"
                            + " all or nothing")
    @PostMapping(path = "/api/v1/units:import", consumes = "text/csv")
    Imported importUnits(HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        caller.require("admin");
        return people.units(request.getInputStream(), request.getContentType(), caller);
    }
}
