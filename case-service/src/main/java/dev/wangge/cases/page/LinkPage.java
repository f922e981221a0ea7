package dev.wangge.cases.page;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.wangge.cases.casework.LinkedCases;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.life.Case;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.problem.Problem;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.springframework.web.multipart.MultipartFile;

/**
 * The one small page behind an alert's link: plain forms, no script, so that an old phone will do.
 * A member sees the case, takes it up, writes what was done, adds a photo; the reporter says how it
 * went. Only a tap acts and acknowledges: message apps fetch links on their own.
 */
@RestController
@RequestMapping("/l/{token}")
@Tag(name = "pages", description = "手机页面")
class LinkPage {
    private static final int MOST_TOLD = 20_000;
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final LinkedCases cases;
    private final Photos photos;
    private final Vault vault;
    private final Clock clock;
    private final Template template;

    LinkPage(LinkedCases cases, Photos photos, Vault vault, Clock clock) {
        this.cases = cases;
        this.photos = photos;
        this.vault = vault;
        this.clock = clock;
        this.template = template();
    }

    /** Its forms, as they are described. */
    record LinkForm(
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {"acknowledge", "start", "handle", "rate"})
                    String action,
            @Schema(maxLength = 20_000) @Nullable String what,
            @Schema(minimum = "1", maximum = "5") @Nullable Integer score,
            @Schema(maxLength = 2_000) @Nullable String comment,
            @Schema(format = "binary") @Nullable String photo) {}

    private static Template template() {
        try (var in =
                Objects.requireNonNull(LinkPage.class.getResourceAsStream("link-page.mustache"))) {
            return Mustache.compiler()
                    .defaultValue("")
                    .compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Operation(summary = "The page behind an alert's link")
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        return page(token, lang, null, request);
    }

    @Operation(summary = "A photo on that page")
    @Answers(as = {"image/jpeg", "image/png", "image/webp"})
    @GetMapping("/photos/{photo}")
    ResponseEntity<byte[]> photo(@PathVariable String token, @PathVariable String photo) {
        var link = SignedLink.read(token, vault).filter(this::stillValid);
        var kept =
                link.flatMap(granted -> photos.find(granted.caseId().toString(), photo))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "No such photo"));
        return kept.shown();
    }

    @Operation(summary = "What was tapped on that page")
    @Takes(
            value = LinkForm.class,
            as = {"application/x-www-form-urlencoded", "multipart/form-data"})
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @PostMapping(
            consumes = {
                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    ResponseEntity<String> act(
            @PathVariable String token,
            @RequestParam String action,
            @RequestParam Optional<String> lang,
            @RequestParam Optional<String> what,
            @RequestParam Optional<Integer> score,
            @RequestParam Optional<String> comment,
            @RequestParam Optional<MultipartFile> photo,
            HttpServletRequest request)
            throws IOException {
        var link = SignedLink.read(token, vault).filter(this::stillValid);
        if (link.isEmpty()) {
            return page(token, lang, null, request);
        }
        try {
            var granted = link.get();
            var id = granted.caseId().toString();
            switch (action) {
                case "acknowledge" -> {}
                case "start" -> cases.start(id, granted.recipient());
                case "handle" -> {
                    // Nothing is stored for somebody whose report would be refused.
                    var told = FreeText.required(text(what), "#/what", MOST_TOLD);
                    var photos =
                            cases.mayHandle(id, granted.recipient())
                                    ? evidence(id, photo)
                                    : List.<String>of();
                    cases.handle(id, granted.recipient(), told, photos);
                }
                case "rate" ->
                        cases.rate(id, granted.recipient(), score.orElse(0), blankIsNull(comment));
                default -> throw new Problem(ProblemType.NO_SUCH_ACTION, action);
            }
            cases.acknowledge(id, granted.alertId().toString(), granted.recipient());
            return page(token, lang, null, request);
        } catch (Problem problem) {
            return page(token, lang, problem, request);
        }
    }

    private List<String> evidence(String id, Optional<MultipartFile> photo) throws IOException {
        var given = photo.filter(upload -> !upload.isEmpty());
        if (given.isEmpty()) {
            return List.of();
        }
        var kept = photos.keep(id, given.get().getBytes(), null);
        return List.of(Evidence.photo(kept.name()));
    }

    private static String text(Optional<String> what) {
        return what.map(text -> text.replace("\r\n", "\n").trim()).orElse("");
    }

    private static @Nullable String blankIsNull(Optional<String> text) {
        return text.map(String::trim).filter(trimmed -> !FreeText.isBlank(trimmed)).orElse(null);
    }

    private boolean stillValid(SignedLink link) {
        return clock.instant().isBefore(link.expires());
    }

    private ResponseEntity<String> page(
            String token,
            Optional<String> lang,
            @Nullable Problem problem,
            HttpServletRequest request) {
        var signed = SignedLink.read(token, vault);
        var it =
                signed.filter(this::stillValid)
                        .flatMap(granted -> cases.find(granted.caseId().toString()));
        var language =
                Phrases.language(
                        lang.or(() ->
                                        signed.flatMap(
                                                granted -> cases.language(granted.recipient())))
                                .orElse(Languages.asked(request)));
        var phrases = Phrases.of(language);
        Map<String, @Nullable Object> model = new HashMap<>(phrases);
        model.put("language", language);
        model.put("here", "/l/" + token);
        var status = HttpStatus.OK;
        if (it.isEmpty()) {
            model.put("gone", phrases.get(signed.isEmpty() ? "link.invalid" : "link.expired"));
            status = signed.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.GONE;
        } else {
            describe(model, it.get(), signed.orElseThrow(), phrases);
        }
        if (problem != null) {
            // Not "problem": that is a phrase, and a phrase is always there.
            model.put(
                    "refused",
                    phrases.getOrDefault("problem." + problem.slug(), phrases.get("problem")));
            status = problem.status();
        }
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(template.execute(model));
    }

    private static void describe(
            Map<String, @Nullable Object> model,
            Case it,
            SignedLink link,
            Map<String, String> phrases) {
        var member = LinkedCases.isMember(it, link.recipient());
        var reporter = LinkedCases.isReporter(it, link.recipient());
        model.put("number", it.number());
        model.put("kind", phrases.get("kind." + it.kind()));
        model.put("state", phrases.get("state." + it.status()));
        model.put("title", it.title());
        model.put("description", member ? it.description() : null);
        model.put("address", member ? it.address() : null);
        var due = it.handleBy();
        model.put("due", due == null || !member ? null : LinkedCases.localTime(due));
        model.put("canStart", member && LinkedCases.canStart(it));
        model.put("canHandle", member && LinkedCases.canHandle(it));
        model.put("canRate", reporter && LinkedCases.canRate(it));
        model.put("rated", reporter && LinkedCases.isRated(it));
        model.put("photos", member ? photoNames(it) : List.of());
        model.put("canAcknowledge", !reporter && !member);
    }

    private static List<String> photoNames(Case it) {
        return it.evidence().stream()
                .map(Evidence::photoName)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
