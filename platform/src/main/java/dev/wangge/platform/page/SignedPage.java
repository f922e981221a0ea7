package dev.wangge.platform.page;

import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A small page behind an alert's link: plain forms, no script, so that an old phone will do. Only a
 * tap acts: message apps fetch links on their own. What was typed into a form that is refused is on
 * the page again: {@code typed_text} for a field {@code text}, and {@code typed_text_x} where it is
 * a choice and was x.
 */
public final class SignedPage<T> {
    private final Content<T> content;
    private final Vault vault;
    private final InstantSource clock;
    private final PageTemplate template;

    /** What stands on the page. */
    public interface Content<T> {
        /** What the link is about. */
        Optional<T> find(SignedLink link);

        /** The language in which its recipient is spoken to, where that is known. */
        Optional<String> language(String recipient);

        /**
         * Adds what is to be seen to the model, which holds the phrases of the language, and what
         * was typed into a form that was refused.
         */
        void describe(T it, SignedLink link, Map<String, @Nullable Object> model);
    }

    /** What a tap does. */
    public interface Tap {
        /** The key of the phrase that says what was done; null where the page shows it anyway. */
        @Nullable String act(SignedLink link) throws IOException;
    }

    private record Said(@Nullable String done, @Nullable Problem refused) {}

    /**
     * @param name of its template, {@code .mustache}, and its phrases, {@code .properties}, beside
     *     the content's class
     */
    public SignedPage(Content<T> content, String name, Vault vault, InstantSource clock) {
        this.content = content;
        this.vault = vault;
        this.clock = clock;
        this.template = new PageTemplate(content.getClass(), name, name);
    }

    /** What a token grants now; empty when we did not sign it, and when it has expired. */
    public Optional<SignedLink> granted(String token) {
        return SignedLink.read(token, vault).filter(this::isValid);
    }

    private boolean isValid(SignedLink link) {
        return clock.instant().isBefore(link.expires());
    }

    /** The page as it is now. */
    public ResponseEntity<String> show(
            String token, Optional<String> lang, HttpServletRequest request) {
        return show(token, lang, request, new Said(null, null));
    }

    /** Does what was tapped, if the link still grants it, and shows what came of it. */
    public ResponseEntity<String> act(
            String token, Optional<String> lang, HttpServletRequest request, Tap tap)
            throws IOException {
        var link = granted(token);
        if (link.isEmpty()) {
            return show(token, lang, request);
        }
        try {
            return show(token, lang, request, new Said(tap.act(link.get()), null));
        } catch (Problem refused) {
            return show(token, lang, request, new Said(null, refused));
        }
    }

    private ResponseEntity<String> show(
            String token, Optional<String> lang, HttpServletRequest request, Said said) {
        var signed = SignedLink.read(token, vault);
        // A form says it once more, behind the address it came from.
        var language =
                lang.map(asked -> asked.split(",", 2)[0])
                        .or(() -> signed.flatMap(link -> content.language(link.recipient())))
                        .filter(Languages::isSpoken)
                        .orElse(Languages.asked(request));
        var model = template.model(language);
        model.put("here", request.getRequestURI());
        var status = HttpStatus.OK;
        if (said.refused() != null) {
            keepTyped(request, model);
        }
        var it = signed.filter(this::isValid).flatMap(content::find);
        if (it.isPresent()) {
            content.describe(it.get(), signed.orElseThrow(), model);
        } else {
            var expired = signed.isPresent() && !isValid(signed.get());
            status = expired ? HttpStatus.GONE : HttpStatus.NOT_FOUND;
            model.put("gone", model.get(expired ? "link.expired" : "link.invalid"));
        }
        if (said.done() != null) {
            model.put("done", model.get(said.done()));
        }
        if (said.refused() != null) {
            // Not "problem": that is a phrase, and a phrase is always there.
            model.put(
                    "refused",
                    model.getOrDefault("problem." + said.refused().slug(), model.get("problem")));
            status = said.refused().status();
        }
        return template.shown(status, model);
    }

    private static void keepTyped(HttpServletRequest request, Map<String, @Nullable Object> model) {
        request.getParameterMap()
                .forEach((name, values) -> {
                    model.put("typed_" + name, values[0]);
                    model.put("typed_" + name + "_" + values[0], true);
                });
    }
}
