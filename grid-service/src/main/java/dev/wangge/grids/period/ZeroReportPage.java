package dev.wangge.grids.period;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import dev.wangge.platform.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The small page behind a reminder's link: one big button that all is well, and a few lines for
 * what is not. Plain forms, no script. Only a tap files: message apps fetch links on their own.
 */
@RestController
@RequestMapping("/z/{token}")
@Tag(name = "pages", description = "手机页面")
class ZeroReportPage {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(KeyPeriod.ZONE);
    private static final Set<String> SPOKEN = Set.of("zh", "bo", "en");
    private static final int LONGEST = 5_000;

    private final FilingCommands commands;
    private final PeriodStore periods;
    private final Reporters reporters;
    private final Vault vault;
    private final Clock clock;
    private final Template template;

    ZeroReportPage(
            FilingCommands commands,
            PeriodStore periods,
            Reporters reporters,
            Vault vault,
            Clock clock) {
        this.commands = commands;
        this.periods = periods;
        this.reporters = reporters;
        this.vault = vault;
        this.clock = clock;
        this.template = template();
    }

    /** Its forms, as they are described. */
    record ZeroForm(
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {"nothing", "finding"})
                    String action,
            @Schema(maxLength = LONGEST) @Nullable String text) {}

    private static Template template() {
        try (var in =
                Objects.requireNonNull(
                        ZeroReportPage.class.getResourceAsStream("zero-page.mustache"))) {
            return Mustache.compiler()
                    .defaultValue("")
                    .compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page says above the report; null where nothing was asked for. */
    private record Said(@Nullable String done, @Nullable Problem refused) {
        static final Said NOTHING = new Said(null, null);
    }

    @Operation(summary = "The page behind a reminder's link")
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        return page(token, lang, Said.NOTHING, request);
    }

    @Operation(summary = "What was tapped on that page")
    @Takes(
            value = ZeroForm.class,
            as = {"application/x-www-form-urlencoded", "multipart/form-data"})
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @PostMapping(
            consumes = {
                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    ResponseEntity<String> file(
            @PathVariable String token,
            @RequestParam String action,
            @RequestParam Optional<String> lang,
            @RequestParam Optional<String> text,
            HttpServletRequest request) {
        var granted = SignedLink.read(token, vault).filter(this::stillValid);
        if (granted.isEmpty()) {
            return page(token, lang, Said.NOTHING, request);
        }
        try {
            return page(token, lang, file(granted.get(), action, text.orElse("")), request);
        } catch (Problem refused) {
            return page(token, lang, new Said(null, refused), request);
        }
    }

    private Said file(SignedLink link, String action, String text) {
        var id = link.caseId().toString();
        return switch (action) {
            case "nothing" -> {
                var filing = commands.file(id, Via.LINK, null, link.recipient(), null);
                yield said(filing.before().isFiled() ? "done.already" : "done.nothing");
            }
            case "finding" -> {
                var words = FreeText.plain(text);
                if (FreeText.isBlank(words) || words.length() > LONGEST) {
                    throw Problem.invalid(
                            Pointed.at("#/text", "required", "1 to 5,000 characters"));
                }
                commands.file(id, Via.LINK, commands.written(words), link.recipient(), null);
                yield said("done.finding");
            }
            default -> throw new Problem(ProblemType.NO_SUCH_ACTION, action);
        };
    }

    private static Said said(String done) {
        return new Said(done, null);
    }

    private boolean stillValid(SignedLink link) {
        return clock.instant().isBefore(link.expires());
    }

    private ResponseEntity<String> page(
            String token, Optional<String> lang, Said said, HttpServletRequest request) {
        var signed = SignedLink.read(token, vault);
        var report = signed.filter(this::stillValid).flatMap(it -> commands.find(it.caseId() + ""));
        var language =
                lang.or(() -> signed.flatMap(it -> reporters.language(it.recipient())))
                        .filter(SPOKEN::contains)
                        .orElse(Languages.asked(request));
        var phrases = phrases(language);
        Map<String, @Nullable Object> model = new HashMap<>(phrases);
        model.put("language", language);
        var status = HttpStatus.OK;
        if (report.isEmpty()) {
            var expired = signed.isPresent() && !stillValid(signed.get());
            model.put("gone", phrases.get(expired ? "link.expired" : "link.invalid"));
            status = expired ? HttpStatus.GONE : HttpStatus.NOT_FOUND;
        } else {
            describe(model, report.get(), phrases);
        }
        model.put("done", said.done() == null ? null : phrases.get(said.done()));
        if (said.refused() != null) {
            var slug = said.refused().slug();
            model.put("refused", phrases.getOrDefault("problem." + slug, phrases.get("problem")));
            status = said.refused().status();
        }
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(template.execute(model));
    }

    private void describe(
            Map<String, @Nullable Object> model, ZeroReport report, Map<String, String> phrases) {
        var head = report.head();
        var period = periods.find(head.period());
        var open = period.filter(it -> it.cancelled() == null).isPresent();
        model.put("period", period.map(KeyPeriod::name).orElse(""));
        model.put("day", head.day().toString());
        model.put("place", reporters.name(head.division()));
        model.put("due", LOCAL.format(head.dueAt()));
        model.put(
                "state",
                phrases.get("state." + (open ? report.status() : Status.WITHDRAWN).name()));
        model.put("canFile", open && Status.MISSING.contains(report.status()));
        model.put("canFind", open);
    }

    private static Map<String, String> phrases(String language) {
        var bundle =
                ResourceBundle.getBundle(
                        "dev.wangge.grids.period.zero",
                        language.equals("zh") ? Locale.ROOT : Locale.of(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        var phrases = new HashMap<String, String>();
        bundle.keySet().forEach(key -> phrases.put(key, bundle.getString(key)));
        return phrases;
    }
}
