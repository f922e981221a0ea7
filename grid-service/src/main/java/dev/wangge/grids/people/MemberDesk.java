package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.Said.Reachable;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes a member or a unit of what is said about one, by JSON or by CSV. */
@Component
class MemberDesk {
    static final List<String> ROLES = List.of("LEAD", "FULL_TIME", "PART_TIME", "MICRO");
    static final List<String> UNIT_KINDS =
            List.of(
                    "OTHER",
                    "TOWNSHIP_GOVERNMENT",
                    "POLICE_STATION",
                    "JUDICIAL_OFFICE",
                    "WATER_BUREAU",
                    "VILLAGE_COMMITTEE",
                    "DISPATCH_CENTRE");
    private final EntryDesk entries;
    private final Vault vault;

    MemberDesk(EntryDesk entries, Vault vault) {
        this.entries = entries;
        this.vault = vault;
    }

    record MemberBody(
            @Nullable String code,
            @Nullable String name,
            @Nullable String role,
            @Nullable String gridCode,
            @Nullable String phone,
            @Nullable String wecomId,
            @Nullable String wechatId,
            @Nullable String language,
            @Nullable String validFrom,
            @Nullable String validTo) {
        Said said() {
            return new Said(name, phone, wecomId, wechatId, language);
        }
    }

    record UnitBody(
            @Nullable String code,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String divisionCode,
            @Nullable String phone,
            @Nullable String wecomId,
            @Nullable String wechatId,
            @Nullable String language) {
        Said said() {
            return new Said(name, phone, wecomId, wechatId, language);
        }
    }

    Entry member(MemberBody body, @Nullable Entry old, Caller caller) {
        var faults = new Faults();
        var code = code(body.code(), old, faults);
        var grid = entries.place(Kind.GRID, body.gridCode(), "#/gridCode", caller, faults);
        var role = faults.oneOf("#/role", body.role(), ROLES);
        var days = faults.days("#/", "validFrom", body.validFrom(), "validTo", body.validTo());
        var reachable =
                body.said()
                        .checked(
                                reachable(old),
                                (field, why) -> faults.at("#/" + field, "wrong-value", why));
        faults.refuse();
        return Entry.of(
                Kind.MEMBER,
                code,
                grid.orElseThrow().place(),
                memberState(code, role, reachable, days, old),
                null);
    }

    Document memberState(
            String code, String role, Reachable reachable, Validity days, @Nullable Entry old) {
        var contact = reachable.contact();
        var state =
                new Document("role", role)
                        .append("language", reachable.language())
                        .append(Contact.SEALED, contact.sealed(vault, code, seal(old)));
        var index = vault.blindIndexOf(contact.phone());
        if (!index.isEmpty()) {
            state.append("phoneIndex", index);
        }
        days.into(state);
        return state;
    }

    Entry unit(UnitBody body, @Nullable Entry old, Caller caller) {
        var faults = new Faults();
        var code = code(body.code(), old, faults);
        var division =
                entries.place(Kind.DIVISION, body.divisionCode(), "#/divisionCode", caller, faults);
        var kind = faults.oneOf("#/kind", body.kind(), UNIT_KINDS);
        var reachable =
                body.said()
                        .checked(
                                reachable(old),
                                (field, why) -> faults.at("#/" + field, "wrong-value", why));
        faults.refuse();
        return Entry.of(
                Kind.UNIT,
                code,
                division.orElseThrow().place(),
                unitState(code, kind, reachable, old),
                null);
    }

    Document unitState(String code, String kind, Reachable reachable, @Nullable Entry old) {
        return new Document("name", reachable.contact().name())
                .append("kind", kind)
                .append("language", reachable.language())
                .append(Contact.SEALED, reachable.contact().sealed(vault, code, seal(old)));
    }

    private static String code(@Nullable String said, @Nullable Entry old, Faults faults) {
        if (old == null) {
            return faults.code("#/code", said);
        }
        if (said != null && !said.equals(old.code())) {
            faults.at("#/code", "wrong-value", "A code does not change");
        }
        return old.code();
    }

    @Nullable Reachable reachable(@Nullable Entry old) {
        return old == null ? null : new Reachable(Contact.open(vault, old), old.text("language"));
    }

    private static @Nullable String seal(@Nullable Entry old) {
        return old == null ? null : old.text(Contact.SEALED);
    }
}
