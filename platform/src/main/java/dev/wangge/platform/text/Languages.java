package dev.wangge.platform.text;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** In which language to answer. */
public final class Languages {
    private static final String DEFAULT = "zh";
    private static final List<String> SPOKEN = List.of(DEFAULT, "bo", "en");

    private Languages() {}

    /** Whether it is zh, bo or en. */
    public static boolean isSpoken(String language) {
        return SPOKEN.contains(language);
    }

    /**
     * zh, bo or en, whichever {@code Accept-Language} likes best; zh when it asks for nothing or
     * for none of them, wherever we run.
     */
    public static String asked(HttpServletRequest request) {
        var header = request.getHeader("Accept-Language");
        if (header == null || header.isBlank()) {
            return DEFAULT;
        }
        try {
            return LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()).getLanguage())
                    .filter(SPOKEN::contains)
                    .findFirst()
                    .orElse(DEFAULT);
        } catch (IllegalArgumentException e) {
            return DEFAULT; // Not a list of languages.
        }
    }
}
