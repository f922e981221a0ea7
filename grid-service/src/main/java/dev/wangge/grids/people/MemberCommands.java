package dev.wangge.grids.people;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.grids.directory.Entry;
import dev.wangge.grids.directory.Kind;
import dev.wangge.grids.people.Said.Reachable;
import dev.wangge.grids.place.Validity;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What makes a member or a unit of what is said about one, by JSON or by CSV. */
@Component
class MemberCommands {
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
    private final EntryCommands entries;
    private final Vault vault;

    MemberCommands(EntryCommands entries, Vault vault) {
        this.entries = entries;
        this.vault = vault;
    }

    record MemberBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$", example = "M-540328101201001-9")
                    @Nullable String code,
            @Schema(maxLength = 100, example = "卓玛") @Nullable String name,
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {"LEAD", "FULL_TIME", "PART_TIME", "MICRO"})
                    @Nullable String role,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{15}$", example = "540328101201001")
                    @Nullable String gridCode,
            @Schema(maxLength = 200, example = "19900001234") @Nullable String phone,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wecomId,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wechatId,
            @Schema(allowableValues = {"zh", "bo", "en"}) @Nullable String language,
            @Schema(format = "date") @Nullable String validFrom,
            @Schema(format = "date") @Nullable String validTo) {
        Said said() {
            return new Said(name, phone, wecomId, wechatId, language);
        }
    }

    record UnitBody(
            @Schema(pattern = "^[A-Za-z0-9._-]{1,64}$", example = "540328-example")
                    @Nullable String code,
            @Schema(maxLength = 100, example = "水利局") @Nullable String name,
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {
                                "OTHER",
                                "TOWNSHIP_GOVERNMENT",
                                "POLICE_STATION",
                                "JUDICIAL_OFFICE",
                                "WATER_BUREAU",
                                "VILLAGE_COMMITTEE",
                                "DISPATCH_CENTRE"
                            })
                    @Nullable String kind,
            @Schema(requiredMode = REQUIRED, pattern = "^[0-9]{12}$", example = "540328000000")
                    @Nullable String divisionCode,
            @Schema(maxLength = 200, example = "19900001234") @Nullable String phone,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wecomId,
            @Schema(pattern = "^[!-~]{0,64}$") @Nullable String wechatId,
            @Schema(allowableValues = {"zh", "bo", "en"}) @Nullable String language) {
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
