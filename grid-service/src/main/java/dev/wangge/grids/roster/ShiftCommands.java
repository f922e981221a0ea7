package dev.wangge.grids.roster;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.contracts.Recipient;
import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.directory.Rosters.Person;
import dev.wangge.grids.people.Contact;
import dev.wangge.grids.people.EntryCommands;
import dev.wangge.grids.people.EntryCommands.Named;
import dev.wangge.grids.people.Faults;
import dev.wangge.grids.people.Said;
import dev.wangge.grids.people.Said.Reachable;
import dev.wangge.platform.event.Ids;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes a shift of what is said about one, by JSON or by CSV. */
@Component
class ShiftCommands {
    static final List<String> ROLES = List.of("LEADER", "STAFF");
    private final EntryCommands entries;
    private final Vault vault;

    ShiftCommands(EntryCommands entries, Vault vault) {
        this.entries = entries;
        this.vault = vault;
    }

    record PersonBody(
            @Schema(maxLength = 100) @Nullable String name,
            @Schema(maxLength = 200) @Nullable String phone,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wecomId,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wechatId,
            @Schema(allowableValues = {"zh", "bo", "en"}) @Nullable String language) {
        Said said() {
            return new Said(name, phone, wecomId, wechatId, language);
        }

        /** Never into a log by accident. */
        @Override
        public String toString() {
            return "PersonBody";
        }
    }

    /** One of member, unit and person serves. */
    record ShiftBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$") @Nullable String code,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{12}$", example = "540328101201")
                    @Nullable String divisionCode,
            @Schema(example = "M-540328101201001-1") @Nullable String member,
            @Nullable String unit,
            @Nullable PersonBody person,
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {"LEADER", "STAFF"})
                    @Nullable String role,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-01T00:00:00+08:00")
                    @Nullable String from,
            @Schema(
                            requiredMode = REQUIRED,
                            format = "date-time",
                            example = "2026-12-02T00:00:00+08:00")
                    @Nullable String until) {}

    Entry shift(ShiftBody body, @Nullable Entry old, Caller caller) {
        return shift(body, old, caller, entries.directory());
    }

    Entry shift(ShiftBody body, @Nullable Entry old, Caller caller, Named named) {
        var faults = new Faults();
        var division =
                EntryCommands.place(
                        named,
                        Kind.DIVISION,
                        body.divisionCode(),
                        "#/divisionCode",
                        caller,
                        faults);
        var role = faults.oneOf("#/role", body.role(), ROLES);
        var from = faults.time("#/from", body.from(), true);
        var until = faults.time("#/until", body.until(), true);
        faults.order("#/until", from, until);
        var who = new ArrayList<String>();
        if (body.member() != null) {
            who.add(body.member());
            EntryCommands.named(named, Kind.MEMBER, body.member(), "#/member", caller, faults);
        }
        if (body.unit() != null) {
            who.add(Recipient.unit(body.unit()).toString());
            EntryCommands.named(named, Kind.UNIT, body.unit(), "#/unit", caller, faults);
        }
        var reachable = person(body, old, faults);
        if (reachable != null) {
            var index = vault.blindIndexOf(reachable.contact().phone());
            who.add(index.isEmpty() ? reachable.contact().wecomId() : index);
        }
        if (who.size() != 1) {
            faults.at("#", "one-of", "One of member, unit and person serves");
        }
        var code = code(body, old, faults, who, role, from);
        faults.refuse();
        var state = new Document("role", role).append("from", from).append("until", until);
        if (body.member() != null) {
            state.append("member", body.member());
        } else if (body.unit() != null) {
            state.append("unit", body.unit());
        } else if (reachable != null) {
            state.append("person", sealed(reachable, Recipient.person(code).toString(), old));
        }
        return Entry.of(Kind.SHIFT, code, division.orElseThrow().place(), state, null);
    }

    private @Nullable Reachable person(ShiftBody body, @Nullable Entry old, Faults faults) {
        if (body.person() == null) {
            return null;
        }
        var before = old == null ? null : person(old);
        return body.person()
                .said()
                .checked(
                        before == null
                                ? null
                                : new Reachable(contact(vault, before), before.language()),
                        (field, why) -> faults.at("#/person/" + field, "wrong-value", why));
    }

    /**
     * Without one of its own: who serves where from when is one shift, however often it is told.
     */
    private static String code(
            ShiftBody body,
            @Nullable Entry old,
            Faults faults,
            List<String> who,
            String role,
            @Nullable String from) {
        if (old != null) {
            if (body.code() != null && !body.code().equals(old.code())) {
                faults.at("#/code", "wrong-value", "A code does not change");
            }
            return old.code();
        }
        if (body.code() != null) {
            return faults.code("#/code", body.code());
        }
        return Ids.of("shift", body.divisionCode() + "", who + "", role, from + "").toString();
    }

    private Document sealed(Reachable reachable, String owner, @Nullable Entry old) {
        var before = old == null ? null : person(old);
        return new Document("code", owner)
                .append("language", reachable.language())
                .append(
                        "sealedContact",
                        reachable
                                .contact()
                                .sealed(
                                        vault,
                                        owner,
                                        before == null ? null : before.sealedContact()));
    }

    /** Who serves, where that is neither a member nor a unit. */
    static @Nullable Person person(Entry shift) {
        var stored = shift.state().get("person", Document.class);
        return stored == null ? null : Person.of(stored);
    }

    static Contact contact(Vault vault, Person person) {
        return Contact.open(vault, person.sealedContact(), person.code());
    }
}
