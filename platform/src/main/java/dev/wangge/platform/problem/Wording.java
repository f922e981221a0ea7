package dev.wangge.platform.problem;

import dev.wangge.platform.problem.Problem.Pointed;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** How problems are told in zh, bo or en; what is not worded in a language is said in Chinese. */
final class Wording {
    private final String language;

    Wording(String language) {
        this.language = language;
    }

    Optional<String> title(String slug) {
        return worded("titles", slug);
    }

    /** What is wrong with a field: worded by its code, then the specifics as they were given. */
    Pointed pointed(Pointed error) {
        return language.equals("en")
                ? error
                : worded("messages", error.code())
                        .map(wording -> wording + "：" + error.message())
                        .map(told ->
                                new Pointed(error.pointer(), error.parameter(), error.code(), told))
                        .orElse(error);
    }

    private Optional<String> worded(String bundle, String key) {
        var words =
                ResourceBundle.getBundle(
                        "dev.wangge.platform.problem." + bundle,
                        language.equals("zh") ? Locale.ROOT : Locale.of(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return words.containsKey(key) ? Optional.of(words.getString(key)) : Optional.empty();
    }
}
