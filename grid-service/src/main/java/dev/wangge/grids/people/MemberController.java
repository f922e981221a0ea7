package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.MemberCommands.MemberBody;
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

/** Grid members: kept by administrators, shown masked within the caller's divisions. */
@RestController
@Tag(name = "people", description = "网格员、责任单位与值班")
@Examples("code=M-540328101201001-1")
class MemberController {
    private static final String LIST = "/api/v1/members";
    private static final String EXAMPLE =
            """
            code,name,role,grid_code,phone,wecom_id,language
            M-540328101201001-8,卓玛,MICRO,540328101201001,19900001235,,bo
            """;
    private final Register<MemberBody, MemberView> members;
    private final EntryCommands entries;
    private final PeopleImport people;
    private final Unmaskings unmaskings;
    private final Vault vault;

    MemberController(
            Registers registers,
            EntryCommands entries,
            MemberCommands commands,
            PeopleImport people,
            Unmaskings unmaskings,
            Vault vault) {
        this.members =
                registers.of(
                        Kind.MEMBER,
                        LIST,
                        MemberBody.class,
                        MemberView.class,
                        commands::member,
                        this::view);
        this.entries = entries;
        this.people = people;
        this.unmaskings = unmaskings;
        this.vault = vault;
    }

    record MemberView(
            String code,
            String name,
            String role,
            String gridCode,
            String phone,
            List<String> channels,
            String language,
            @Nullable String validFrom,
            @Nullable String validTo,
            long version) {}

    @Operation(summary = "Grid members, masked")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<MemberView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return members.list(within, List.of(), limit, cursor);
    }

    @Operation(summary = "One member, masked")
    @AllowedToCountyStaff
    @GetMapping(LIST + "/{code}")
    ResponseEntity<MemberView> one(@PathVariable String code) {
        return members.one(code);
    }

    @Operation(summary = "Add a member; the same again is the same answer")
    @Takes(
            value = MemberBody.class,
            demands = {"code", "name"})
    @Answers(201)
    @AllowedTo(Role.ADMIN)
    @PostMapping(LIST)
    ResponseEntity<MemberView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return members.add(key, request);
    }

    @Operation(
            summary = "Change a member; name, phone and ids that are left out stay as they are",
            description = "If-Match guards against a lost update")
    @Takes(MemberBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<MemberView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return members.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a member")
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return members.remove(code, ifMatch);
    }

    @Operation(summary = "A member's contact, whole: {purpose}; each time is written down")
    @Takes(Unmaskings.Asked.class)
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @Audited(AuditedAct.UNMASKS)
    @PostMapping(LIST + "/{code}/contact")
    Shown contact(@PathVariable String code, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        var member = entries.find(Kind.MEMBER, code, caller);
        unmaskings.note(member, code, entries.body(request, Unmaskings.Asked.class), caller);
        return Shown.of(code, Contact.open(vault, member));
    }

    @Operation(
            summary =
                    "Import members: text/csv code,name,role,grid_code,phone,wecom_id,language and"
                            + " optionally wechat_id,valid_from,valid_to",
            description =
                    "dryRun=true stores nothing; mode=all-or-nothing (default) or line-by-line. Says"
                            + " which grids of the counties in the file nobody serves afterwards")
    @Takes(as = "text/csv", example = EXAMPLE)
    @AllowedTo(Role.ADMIN)
    @PostMapping(path = LIST + ":import", consumes = "text/csv")
    RosterImported importMembers(
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "all-or-nothing") String mode,
            HttpServletRequest request)
            throws IOException {
        var caller = Caller.current();
        try (var rows = RosterFile.of(request, mode, dryRun)) {
            return people.members(rows, caller);
        }
    }

    private MemberView view(Entry entry) {
        var contact = Contact.open(vault, entry);
        return new MemberView(
                entry.code(),
                contact.maskedName(),
                entry.text("role"),
                entry.place(),
                contact.maskedPhone(),
                contact.channels(),
                entry.text("language"),
                entry.textOrNull("validFrom"),
                entry.textOrNull("validTo"),
                entry.version());
    }
}
