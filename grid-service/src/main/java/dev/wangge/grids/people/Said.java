package dev.wangge.grids.people;

import dev.wangge.platform.phone.PhoneNumber;
import dev.wangge.platform.web.FreeText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a contact, in JSON or CSV, not checked yet. On a change null leaves a field
 * as it is, since a caller who sees it masked cannot repeat it; blank takes it away.
 */
public record Said(
        @Nullable String name,
        @Nullable String phone,
        @Nullable String wecomId,
        @Nullable String wechatId,
        @Nullable String language) {
    private static final Set<String> LANGUAGES = Set.of("zh", "bo", "en");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ID = 64;

    /** Takes what is wrong: in which field, and why. */
    public interface Wrong {
        void note(String field, String message);
    }

    /** A contact that was checked, and the language. */
    public record Reachable(Contact contact, String language) {}

    /** Checks it; what it leaves out comes from the old one. */
    public Reachable checked(@Nullable Reachable old, Wrong wrong) {
        var before = old == null ? new Contact("", "", "", "") : old.contact();
        var given = or(phone, before.phone());
        var dialled = PhoneNumber.firstIn(given).map(PhoneNumber::digits).orElse("");
        var contact =
                new Contact(
                        or(name, before.name()),
                        dialled,
                        or(wecomId, before.wecomId()),
                        or(wechatId, before.wechatId()));
        var spoken = or(language, old == null ? "" : old.language());
        if (FreeText.isBlank(contact.name()) || !FreeText.isLine(contact.name(), LONGEST_NAME)) {
            wrong.note("name", "A name has 1 to 100 characters");
        }
        if (dialled.isEmpty() && !given.isEmpty()) {
            wrong.note("phone", "This cannot be a phone");
        }
        id(contact.wecomId(), "wecomId", wrong);
        id(contact.wechatId(), "wechatId", wrong);
        if (contact.channels().isEmpty() && given.isEmpty()) {
            wrong.note("phone", "Neither a phone nor a WeCom or WeChat id");
        }
        if (!spoken.isEmpty() && !LANGUAGES.contains(spoken)) {
            wrong.note("language", "Languages are zh, bo, en");
        }
        return new Reachable(contact, spoken.isEmpty() ? "zh" : spoken);
    }

    private static void id(String id, String field, Wrong wrong) {
        if (id.length() > LONGEST_ID || !id.matches("[\\x21-\\x7e]*")) {
            wrong.note(field, "An id is up to 64 visible ASCII characters");
        }
    }

    private static String or(@Nullable String said, String before) {
        return said == null ? before : said.strip();
    }

    /** Never into a log by accident. */
    @Override
    public String toString() {
        return "Said";
    }
}
