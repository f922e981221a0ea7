package dev.wangge.grids.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.contracts.Recipient;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters.Person;
import dev.wangge.grids.people.Said.Reachable;
import dev.wangge.grids.place.DivisionCode;
import dev.wangge.grids.place.Level;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes a village-stationed cadre team of what is said about one. */
@Component
class TeamCommands {
    private static final int MOST = 50;
    private final EntryCommands entries;
    private final Vault vault;

    TeamCommands(EntryCommands entries, Vault vault) {
        this.entries = entries;
        this.vault = vault;
    }

    record TeamBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$", example = "T-540328101201")
                    @Nullable String code,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 200, example = "拉乌村工作队")
                    @Nullable String name,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{12}$", example = "540328101201")
                    @Nullable String divisionCode,
            @Schema(requiredMode = REQUIRED) @Nullable List<@Nullable TermBody> terms) {}

    record TermBody(
            @Schema(requiredMode = REQUIRED, format = "date", example = "2026-01-01")
                    @Nullable String from,
            @Schema(format = "date") @Nullable String to,
            @Schema(requiredMode = REQUIRED) @Nullable PersonBody lead,
            @Nullable List<@Nullable PersonBody> members) {}

    /** With the code of somebody who is in the team already, what is left out stays as it is. */
    record PersonBody(
            @Nullable String code,
            @Schema(maxLength = 100, example = "扎西") @Nullable String name,
            @Schema(maxLength = 200, example = "19900001234") @Nullable String phone,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wecomId,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wechatId,
            @Schema(allowableValues = {"zh", "bo", "en"}) @Nullable String language) {}

    /**
     * Who is stationed there for a while.
     *
     * @param persons the lead first
     */
    record Term(String from, @Nullable String to, List<Person> persons) {
        private static Term of(Document stored) {
            var persons = new ArrayList<Person>();
            persons.add(Person.of(stored.get("lead", Document.class)));
            stored.getList("members", Document.class, List.of())
                    .forEach(member -> persons.add(Person.of(member)));
            return new Term(stored.getString("from"), stored.getString("to"), persons);
        }
    }

    static List<Term> terms(Entry team) {
        return team.state().getList("terms", Document.class, List.of()).stream()
                .map(Term::of)
                .toList();
    }

    /** Persons of a team by code. */
    static Map<String, Person> persons(Entry team) {
        var persons = new HashMap<String, Person>();
        terms(team).stream()
                .flatMap(term -> term.persons().stream())
                .forEach(person -> persons.put(person.code(), person));
        return persons;
    }

    Entry team(TeamBody body, @Nullable Entry old, Caller caller) {
        var faults = new Faults();
        var code = old == null ? faults.code("#/code", body.code()) : old.code();
        if (old != null && body.code() != null && !body.code().equals(code)) {
            faults.at("#/code", "wrong-value", "A code does not change");
        }
        var name = faults.text("#/name", body.name(), 200);
        var village =
                entries.place(Kind.DIVISION, body.divisionCode(), "#/divisionCode", caller, faults);
        if (village.isPresent()
                && new DivisionCode(village.get().code()).level() != Level.VILLAGE) {
            faults.at("#/divisionCode", "wrong-value", "A team is stationed in a village");
        }
        var said = Objects.requireNonNullElse(body.terms(), List.<TermBody>of());
        if (said.isEmpty() || said.size() > MOST) {
            faults.at("#/terms", "required", "A team has 1 to %d terms".formatted(MOST));
        }
        var known = old == null ? Map.<String, Person>of() : persons(old);
        var terms = new ArrayList<Document>();
        var spans = new ArrayList<Validity>();
        for (int i = 0; i < Math.min(MOST, said.size()); i++) {
            var pointer = "#/terms/" + i;
            var term = said.get(i);
            if (term == null) {
                faults.at(pointer, "required", "A term has a beginning and a lead");
                continue;
            }
            var days = faults.days(pointer + "/", "from", term.from(), "to", term.to());
            if (term.from() == null) {
                faults.at(pointer + "/from", "required", "The day on which it begins");
            }
            if (spans.stream().anyMatch(days::overlaps)) {
                faults.at(pointer, "overlap", "It overlaps with another term");
            }
            spans.add(days);
            terms.add(term(term, pointer, code, known, faults).append("from", term.from()));
            if (term.to() != null) {
                terms.getLast().append("to", term.to());
            }
        }
        faults.refuse();
        return Entry.of(
                Kind.TEAM,
                code,
                village.orElseThrow().place(),
                new Document("name", name).append("terms", terms),
                null);
    }

    private Document term(
            TermBody term, String pointer, String team, Map<String, Person> known, Faults faults) {
        var seen = new HashSet<String>();
        var members = Objects.requireNonNullElse(term.members(), List.<PersonBody>of());
        if (members.size() > MOST) {
            faults.at(pointer + "/members", "too-many", "Up to %d members".formatted(MOST));
        }
        var stored = new ArrayList<Document>();
        for (int i = 0; i < Math.min(MOST, members.size()); i++) {
            stored.add(
                    person(members.get(i), pointer + "/members/" + i, team, known, seen, faults));
        }
        return new Document(
                        "lead", person(term.lead(), pointer + "/lead", team, known, seen, faults))
                .append("members", stored);
    }

    private Document person(
            @Nullable PersonBody body,
            String pointer,
            String team,
            Map<String, Person> known,
            Set<String> seen,
            Faults faults) {
        if (body == null) {
            faults.at(pointer, "required", "A person with a name and a phone");
            return new Document();
        }
        var old = body.code() == null ? null : known.get(body.code());
        if (body.code() != null && old == null) {
            faults.at(pointer + "/code", "no-such-person", "Nobody in this team has this code");
        }
        var reachable =
                new Said(
                                body.name(),
                                body.phone(),
                                body.wecomId(),
                                body.wechatId(),
                                body.language())
                        .checked(
                                old == null
                                        ? null
                                        : new Reachable(contact(vault, old), old.language()),
                                (field, why) ->
                                        faults.at(pointer + "/" + field, "wrong-value", why));
        var contact = reachable.contact();
        var code = old == null ? code(team, contact) : old.code();
        if (!seen.add(code)) {
            faults.at(pointer, "duplicate", "This person is in this term already");
        }
        var before = known.get(code);
        return new Document("code", code)
                .append("language", reachable.language())
                .append(
                        Contact.SEALED,
                        contact.sealed(
                                vault, code, before == null ? null : before.sealedContact()));
    }

    /** The same in every term; nothing can be read back from it. */
    private String code(String team, Contact contact) {
        var index = vault.blindIndexOf(contact.phone());
        var id = Ids.of(team, index.isEmpty() ? contact.wecomId() + contact.wechatId() : index);
        return Recipient.person(team + "." + id.toString().substring(0, 8)).toString();
    }

    static Contact contact(Vault vault, Person person) {
        return Contact.open(vault, person.sealedContact(), person.code());
    }
}
