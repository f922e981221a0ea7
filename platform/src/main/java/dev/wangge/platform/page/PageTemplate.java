package dev.wangge.platform.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A small page: plain forms, no script, so that an old phone will do. Nobody keeps it, no search
 * engine lists it, and it names its address to nobody.
 */
public final class PageTemplate {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'";

    private final Template template;
    private final String phrases;

    /**
     * @param beside whose package holds both
     * @param name of the template, {@code .mustache}
     * @param phrases of its languages, {@code .properties}
     */
    public PageTemplate(Class<?> beside, String name, String phrases) {
        this.phrases = beside.getPackageName() + "." + phrases;
        try (var in =
                Objects.requireNonNull(beside.getResourceAsStream(name + ".mustache"), name)) {
            this.template =
                    Mustache.compiler()
                            .defaultValue("")
                            .emptyStringIsFalse(true)
                            .compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The phrases of a language, {@code language} itself among them, to be added to. */
    public Map<String, @Nullable Object> model(String language) {
        var bundle =
                ResourceBundle.getBundle(
                        phrases,
                        language.equals("zh") ? Locale.ROOT : Locale.of(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, @Nullable Object> model = new HashMap<>();
        bundle.keySet().forEach(key -> model.put(key, bundle.getString(key)));
        model.put("language", language);
        return model;
    }

    /** The page with this in it. */
    public ResponseEntity<String> shown(
            HttpStatusCode status, Map<String, @Nullable Object> model) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(template.execute(model));
    }
}
