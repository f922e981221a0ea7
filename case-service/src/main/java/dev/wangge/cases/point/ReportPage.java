package dev.wangge.cases.point;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.point.PublicReports.Words;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.platform.door.Rates;
import dev.wangge.platform.door.TrustedProxies;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.page.PageTemplate;
import dev.wangge.platform.page.QrCode;
import dev.wangge.platform.policy.Signed;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.CaseCode;
import dev.wangge.platform.seal.ReportPointCode;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.text.Languages;
import dev.wangge.platform.web.FreeText;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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
 * The form behind a QR code on a wall: no account, no script, no name needed. Where it lies is
 * known by the code. So much may be reported at one point and from one address, and no more; what
 * was written stays on the page whatever is wrong with it.
 */
@RestController
@RequestMapping("/r/{code}")
@Tag(name = "pages", description = "手机页面")
class ReportPage {
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private static final int LONGEST = 2_000;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PHONE = 40;
    private static final int MOST_PHOTOS = 3;
    private static final int REMEMBERED = 10_000;
    private static final List<CaseKind> KINDS =
            List.of(
                    CaseKind.REQUEST,
                    CaseKind.HAZARD,
                    CaseKind.DISPUTE,
                    CaseKind.ADVICE,
                    CaseKind.EMERGENCY);

    private final ReportPoints points;
    private final PublicReports reports;
    private final Vault vault;
    private final MeterRegistry meters;
    private final Rates atPoint;
    private final Rates fromAddress;
    private final String publicUrl;
    private final PageTemplate page =
            new PageTemplate(ReportPage.class, "report-page", "report-page");

    ReportPage(
            ReportPoints points,
            PublicReports reports,
            Vault vault,
            ReportPointSettings settings,
            MeterRegistry meters,
            @Value("${wangge.public-url}") String publicUrl) {
        this.points = points;
        this.reports = reports;
        this.vault = vault;
        this.meters = meters;
        this.atPoint = perHour(settings.perHour());
        this.fromAddress = perHour(settings.perHourOfAddress());
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    private static Rates perHour(int most) {
        return new Rates(most, most, Duration.ofHours(1), REMEMBERED);
    }

    /** Its form, as it is described. */
    record ReportForm(
            @Schema(requiredMode = REQUIRED) CaseKind kind,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST) String text,
            @Schema(maxLength = LONGEST_NAME) @Nullable String name,
            @Schema(maxLength = LONGEST_PHONE) @Nullable String phone,
            @Schema(description = "Of the sheet it was written on", maxLength = 36)
                    @Nullable String form,
            @ArraySchema(schema = @Schema(format = "binary"), maxItems = MOST_PHOTOS)
                    @Nullable List<String> photo) {}

    @Operation(summary = "A form by which anybody reports at a point whose QR code they have")
    @Answers(
            value = {200, 404},
            as = "text/html")
    @Signed
    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String code,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var model = model(lang, request);
        var point = behind(code);
        if (point.isEmpty()) {
            return gone(model);
        }
        model.put("form", UUID.randomUUID().toString());
        return shown(HttpStatus.OK, point.get(), CaseKind.REQUEST, model);
    }

    @Operation(summary = "The QR code of that form, to be printed")
    @Answers(as = "image/svg+xml")
    @Signed
    @GetMapping("/qr.svg")
    ResponseEntity<String> qr(@PathVariable String code) {
        if (behind(code).isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, "No such code");
        }
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.noStore())
                .body(QrCode.svg(publicUrl + "/r/" + code));
    }

    @Operation(summary = "What was written on that form; leads to the page of the case it became")
    @Takes(
            value = ReportForm.class,
            as = {"application/x-www-form-urlencoded", "multipart/form-data"})
    @Answers(
            value = {303, 400, 404, 429},
            as = "text/html")
    @Signed
    @PostMapping(
            consumes = {
                MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                MediaType.MULTIPART_FORM_DATA_VALUE
            })
    ResponseEntity<String> report(
            @PathVariable String code,
            @RequestParam Optional<String> lang,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(required = false) @Nullable List<MultipartFile> photo,
            HttpServletRequest request)
            throws IOException {
        var model = model(lang, request);
        var point = behind(code);
        if (point.isEmpty()) {
            return gone(model);
        }
        var sheet = form.matches("[0-9a-f-]{36}") ? form : UUID.randomUUID().toString();
        model.put("form", sheet);
        model.put("typed_text", text);
        model.put("typed_name", name);
        model.put("typed_phone", phone);
        var chosen = chosen(kind);
        var words =
                new Words(
                        sheet,
                        chosen.orElse(CaseKind.REQUEST),
                        FreeText.plain(text),
                        blankIsNull(name, LONGEST_NAME),
                        blankIsNull(phone, LONGEST_PHONE),
                        String.valueOf(model.get("language")));
        if (chosen.isEmpty() || FreeText.isBlank(words.text())) {
            return refused("write", point.get(), words.kind(), model);
        }
        if (!FreeText.isText(words.text(), LONGEST)) {
            return refused("too_long", point.get(), words.kind(), model);
        }
        // Who taps twice, or goes back and sends the same again, has reported it already.
        var before = reports.before(point.get(), words);
        if (before.isPresent()) {
            return reported(before.get().id(), words);
        }
        if (isTooMuch(point.get(), request)) {
            meters.counter("wangge.door.refused", "limit", "report-point").increment();
            return tooMany(point.get(), words.kind(), model);
        }
        try {
            return reported(reports.open(point.get(), words, bytes(photo)).id(), words);
        } catch (Problem problem) {
            if (problem.status() == HttpStatus.TOO_MANY_REQUESTS) {
                return tooMany(point.get(), words.kind(), model);
            }
            if (problem.status().is4xxClientError()) {
                return refused("photo", point.get(), words.kind(), model);
            }
            throw problem;
        }
    }

    private boolean isTooMuch(ReportPoint point, HttpServletRequest request) {
        return !fromAddress.take(TrustedProxies.counted(request.getRemoteAddr())).isZero()
                || !atPoint.take(point.id().toString()).isZero();
    }

    /** To the case's own page, which says how it goes on and can be kept. */
    private ResponseEntity<String> reported(String id, Words words) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(
                        URI.create(
                                "/c/%s?lang=%s"
                                        .formatted(
                                                CaseCode.of(UUID.fromString(id), vault),
                                                words.language())))
                .build();
    }

    private Optional<ReportPoint> behind(String code) {
        return ReportPointCode.read(code, vault).flatMap(points::behind);
    }

    private Map<String, @Nullable Object> model(Optional<String> lang, HttpServletRequest request) {
        var model =
                page.model(
                        lang.filter(Languages::isSpoken).orElseGet(() -> Languages.asked(request)));
        model.put("here", request.getRequestURI());
        return model;
    }

    private ResponseEntity<String> gone(Map<String, @Nullable Object> model) {
        model.put("gone", true);
        return page.shown(HttpStatus.NOT_FOUND, model);
    }

    private ResponseEntity<String> tooMany(
            ReportPoint point, CaseKind kind, Map<String, @Nullable Object> model) {
        model.put("refused", model.get("refused_too_many"));
        return shown(HttpStatus.TOO_MANY_REQUESTS, point, kind, model);
    }

    private ResponseEntity<String> refused(
            String why, ReportPoint point, CaseKind kind, Map<String, @Nullable Object> model) {
        model.put("refused", model.get("refused_" + why));
        return shown(HttpStatus.BAD_REQUEST, point, kind, model);
    }

    private ResponseEntity<String> shown(
            HttpStatus status,
            ReportPoint point,
            CaseKind kind,
            Map<String, @Nullable Object> model) {
        model.put("point", point.name());
        model.put(
                "kinds",
                KINDS.stream()
                        .map(one ->
                                Map.of(
                                        "kind", one.name(),
                                        "called", String.valueOf(model.get("kind_" + one)),
                                        "chosen", one == kind))
                        .toList());
        return page.shown(status, model);
    }

    private static Optional<CaseKind> chosen(String kind) {
        return KINDS.stream().filter(one -> one.name().equals(kind)).findFirst();
    }

    private static @Nullable String blankIsNull(String text, int most) {
        var plain = FreeText.plain(text);
        return FreeText.isBlank(plain) ? null : FreeText.head(plain, most);
    }

    private static List<byte[]> bytes(@Nullable List<MultipartFile> sent) throws IOException {
        var all = new ArrayList<byte[]>();
        for (var photo : sent == null ? List.<MultipartFile>of() : sent) {
            if (!photo.isEmpty() && all.size() < MOST_PHOTOS) {
                all.add(photo.getBytes());
            }
        }
        return all;
    }
}
