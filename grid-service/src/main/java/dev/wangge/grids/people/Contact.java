package dev.wangge.grids.people;

import dev.wangge.grids.directory.Entry;
import dev.wangge.platform.phone.PhoneNumber;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.seal.Vault.BrokenSeal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How somebody is reached. Stored and sent only sealed; shown only masked. */
public record Contact(String name, String phone, String wecomId, String wechatId) {
    static final String SEALED = "sealedContact";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Contact UNREADABLE = new Contact("***", "", "", "");

    public Contact {
        // Contacts that were sealed before there was a WeChat id have none.
        name = name == null ? "" : name;
        phone = phone == null ? "" : phone;
        wecomId = wecomId == null ? "" : wecomId;
        wechatId = wechatId == null ? "" : wechatId;
    }

    /**
     * Sealed for its owner; an unchanged contact keeps its seal, so that a repeat changes nothing.
     */
    public String sealed(Vault vault, String owner, @Nullable String old) {
        if (old != null && equals(open(vault, old, owner))) {
            return old;
        }
        return vault.seal(JSON.writeValueAsString(this), owner);
    }

    /** The contact of a member or unit; a broken seal shows nothing. */
    public static Contact open(Vault vault, Entry entry) {
        return open(vault, entry.text(SEALED), entry.code());
    }

    /** What was sealed for its owner; a broken seal shows nothing. */
    public static Contact open(Vault vault, String sealed, String owner) {
        try {
            return JSON.readValue(vault.open(sealed, owner), Contact.class);
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
        return PhoneNumber.firstIn(phone)
                .map(PhoneNumber::masked)
                .orElse(phone.isEmpty() ? "" : "****");
    }

    /** By what they can be reached, without saying how: PHONE, WECOM, WECHAT. */
    List<String> channels() {
        var channels = new ArrayList<String>();
        if (!phone.isEmpty()) {
            channels.add("PHONE");
        }
        if (!wecomId.isEmpty()) {
            channels.add("WECOM");
        }
        if (!wechatId.isEmpty()) {
            channels.add("WECHAT");
        }
        return channels;
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Contact";
    }
}
