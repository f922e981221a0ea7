package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.seal.Vault.BrokenSeal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How somebody is reached. Stored and sent only sealed; shown only masked. */
public record Contact(String name, String phone, String wecomId) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Contact UNREADABLE = new Contact("***", "", "");

    /**
     * Sealed for its owner; an unchanged contact keeps its seal, so that a repeat changes nothing.
     */
    String sealed(Vault vault, String owner, @Nullable Entry old) {
        if (old != null && equals(open(vault, old))) {
            return old.text("sealedContact");
        }
        return vault.seal(JSON.writeValueAsString(this), owner);
    }

    /** The contact of a member or unit; a broken seal shows nothing. */
    public static Contact open(Vault vault, Entry entry) {
        try {
            return JSON.readValue(
                    vault.open(entry.text("sealedContact"), entry.code()), Contact.class);
        } catch (BrokenSeal e) {
            return UNREADABLE;
        }
    }

    /** 多吉扎西 becomes 多***. */
    public String maskedName() {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "***";
    }

    /** 13712342222 becomes 137****2222; anything short shows its last two digits. */
    public String maskedPhone() {
        if (phone.length() < 8) {
            return phone.isEmpty() ? "" : "****" + phone.substring(Math.max(0, phone.length() - 2));
        }
        return phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }
}
