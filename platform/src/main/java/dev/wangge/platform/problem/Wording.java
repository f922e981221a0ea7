package dev.wangge.platform.problem;

import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.text.Characters;
import dev.wangge.platform.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a caller is told what is wrong: in zh, bo or en, whatever was said in English. */
public final class Wording {
    private static final int LONGEST = 1_000;
    private final String language;

    Wording(String language) {
        this.language = language;
    }

    /** The caller's. */
    public static Wording of(HttpServletRequest request) {
        return new Wording(Languages.asked(request));
    }

    /** Whether there is nothing to say otherwise. */
    boolean isEnglish() {
        return language.equals("en");
    }

    Optional<String> title(String slug) {
        return worded("titles", slug);
    }

    /** What is wrong with a field. */
    Pointed pointed(Pointed error) {
        // A caller's own text may stand in it: it need be neither short nor text.
        return new Pointed(
                error.pointer() == null ? null : Characters.shown(error.pointer(), LONGEST),
                error.parameter() == null ? null : Characters.shown(error.parameter(), LONGEST),
                error.code(),
                message(error.code(), error.message()));
    }

    /** What is wrong with several. */
    public List<Pointed> pointed(List<Pointed> errors) {
        return errors.stream().map(this::pointed).toList();
    }

    /** A sentence in English, where nobody has said it in the language. */
    String sentence(String english) {
        var shown = Characters.shown(english, LONGEST);
        return isEnglish() ? shown : Sentences.KNOWN.in(language, shown).orElse(shown);
    }

    /** As a sentence of ours; another one by its code, then as it was given. */
    private String message(String code, String english) {
        var shown = Characters.shown(english, LONGEST);
        return isEnglish()
                ? shown
                : Sentences.KNOWN
                        .in(language, shown)
                        .or(() -> worded("messages", code).map(word -> word + "：" + shown))
                        .orElse(shown);
    }

    /**
     * Says all messages in an answer in the language: each stands beside its code, or as the detail
     * beside the type of a problem.
     */
    void tell(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            var message = object.path("message");
            if (message.isString()) {
                var code = object.path("code").asString("");
                object.put("message", message(code, message.stringValue()));
            }
            var detail = object.path("detail");
            if (detail.isString() && object.path("type").asString("").startsWith("/problems/")) {
                object.put("detail", sentence(detail.stringValue()));
            }
        }
        answer.forEach(this::tell);
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
