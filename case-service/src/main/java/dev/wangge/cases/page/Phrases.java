package dev.wangge.cases.page;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** What the pages say, in zh, bo or en; a missing text falls back to zh. */
final class Phrases {
    private Phrases() {}

    static Map<String, String> of(String language) {
        var bundle =
                ResourceBundle.getBundle(
                        "dev.wangge.cases.page.phrases",
                        language.equals("zh") ? Locale.ROOT : Locale.of(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        var phrases = new TreeMap<String, String>();
        bundle.keySet().forEach(key -> phrases.put(key, bundle.getString(key)));
        return phrases;
    }

    /** One of the languages we speak; zh for any other. */
    static String language(String asked) {
        return switch (asked) {
            case "bo", "en" -> asked;
            default -> "zh";
        };
    }
}
