package dev.wangge.notify.wording;

import dev.wangge.notify.channel.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Puts alerts into words; a text that a language lacks is said in zh. */
public final class Wording {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    /** Longer values of a variable are refused in the templates of SMS. */
    private static final int LONGEST_VALUE = 35;

    private Wording() {}

    /**
     * The message of a rule about a case or a zero-report.
     *
     * @param rule picks the texts
     * @param language zh, bo or en; any other is zh
     * @param link the page behind the alert, whole
     * @param code of the short link, for an SMS
     */
    public static Message of(
            String rule, String language, Subject subject, String link, String code) {
        var supported = supported(language);
        var texts = texts(supported);
        var due = due(subject.due(), texts);
        var values = new LinkedHashMap<String, String>();
        values.putAll(subject.values());
        subject.terms().forEach((name, key) -> values.put(name, texts.getString(key)));
        values.put("place", subject.place());
        values.put("due", due);
        var title = filled(texts.getString(rule + ".title"), values);
        var text = filled(texts.getString(rule + ".text"), values);
        values.put("code", code);
        values.replaceAll((name, value) -> cut(value));
        return new Message(
                title,
                text,
                texts.getString("button"),
                link,
                "WANGGE_" + rule + "_" + supported.toUpperCase(Locale.ROOT),
                values);
    }

    private static String supported(String language) {
        return language.equals("bo") || language.equals("en") ? language : "zh";
    }

    private static ResourceBundle texts(String language) {
        return ResourceBundle.getBundle(
                "dev.wangge.notify.wording.texts",
                language.equals("zh") ? Locale.ROOT : Locale.of(language),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String due(@Nullable Instant due, ResourceBundle texts) {
        return due == null ? texts.getString("no-due") : LOCAL.format(due);
    }

    private static String filled(String text, Map<String, String> values) {
        var filled = text;
        for (var value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String cut(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_VALUE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE - 1)) + "…";
    }
}
