package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters.Person;
import dev.wangge.grids.people.TeamCommands.TeamBody;
import dev.wangge.grids.people.TeamCommands.Term;
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

/** 驻村工作队: cadre teams stationed in villages, term after term. */
@RestController
@Tag(name = "people")
@Examples("code=T-540328101201")
class TeamController {
    private static final String LIST = "/api/v1/teams";
    private final Register<TeamBody, TeamView> teams;
    private final EntryCommands entries;
    private final Unmaskings unmaskings;
    private final Vault vault;

    TeamController(
            Registers registers,
            EntryCommands entries,
            TeamCommands commands,
            Unmaskings unmaskings,
            Vault vault) {
        this.teams =
                registers.of(
                        Kind.TEAM,
                        LIST,
                        TeamBody.class,
                        TeamView.class,
                        commands::team,
                        this::view);
        this.entries = entries;
        this.unmaskings = unmaskings;
        this.vault = vault;
    }

    record PersonView(
            String code, String name, String phone, List<String> channels, String language) {}

    record TermView(String from, @Nullable String to, PersonView lead, List<PersonView> members) {}

    record TeamView(
            String code, String name, String divisionCode, List<TermView> terms, long version) {}

    @Operation(summary = "Cadre teams, their people masked")
    @AllowedToCountyStaff
    @GetMapping(LIST)
    Page<TeamView> list(
            @RequestParam(required = false) @Nullable String within,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return teams.list(within, List.of(), limit, cursor);
    }

    @Operation(summary = "One cadre team, its people masked")
    @AllowedToCountyStaff
    @GetMapping(LIST + "/{code}")
    ResponseEntity<TeamView> one(@PathVariable String code) {
        return teams.one(code);
    }

    @Operation(summary = "Add a team with its terms; the same again is the same answer")
    @Takes(
            value = TeamBody.class,
            demands = {"code"})
    @Answers(201)
    @AllowedTo(Role.ADMIN)
    @PostMapping(LIST)
    ResponseEntity<TeamView> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        return teams.add(key, request);
    }

    @Operation(
            summary = "Change a team, a rotation for example",
            description = "A person given by code only stays as they are")
    @Takes(TeamBody.class)
    @AllowedTo(Role.ADMIN)
    @PutMapping(LIST + "/{code}")
    ResponseEntity<TeamView> replace(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        return teams.replace(code, ifMatch, request);
    }

    @Operation(summary = "Remove a team")
    @AllowedTo(Role.ADMIN)
    @DeleteMapping(LIST + "/{code}")
    ResponseEntity<Void> delete(
            @PathVariable String code,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return teams.remove(code, ifMatch);
    }

    @Operation(summary = "The contact of one of its people, whole: {purpose, person}")
    @Takes(value = Unmaskings.Asked.class, demands = "person")
    @AllowedTo({Role.ADMIN, Role.DISPATCHER})
    @Audited(AuditedAct.UNMASKS)
    @PostMapping(LIST + "/{code}/contact")
    Shown contact(@PathVariable String code, HttpServletRequest request) throws IOException {
        var caller = Caller.current();
        var team = entries.find(Kind.TEAM, code, caller);
        var asked = entries.body(request, Unmaskings.Asked.class);
        var person = asked.person() == null ? null : TeamCommands.persons(team).get(asked.person());
        if (person == null) {
            var faults = new Faults();
            faults.at("#/person", "no-such-person", "Nobody in this team has this code");
            faults.refuse();
        }
        var found = java.util.Objects.requireNonNull(person);
        unmaskings.note(team, found.code(), asked, caller);
        return Shown.of(found.code(), TeamCommands.contact(vault, found));
    }

    private TeamView view(Entry entry) {
        return new TeamView(
                entry.code(),
                entry.text("name"),
                entry.place(),
                TeamCommands.terms(entry).stream().map(this::term).toList(),
                entry.version());
    }

    private TermView term(Term term) {
        var persons = term.persons().stream().map(this::person).toList();
        return new TermView(
                term.from(), term.to(), persons.getFirst(), persons.subList(1, persons.size()));
    }

    private PersonView person(Person person) {
        var contact = TeamCommands.contact(vault, person);
        return new PersonView(
                person.code(),
                contact.maskedName(),
                contact.maskedPhone(),
                contact.channels(),
                person.language());
    }
}
