package dev.wangge.cases.page;

import dev.wangge.cases.bonds.MergedCases;
import dev.wangge.cases.casework.LinkedCases;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.life.Stay;
import dev.wangge.cases.life.time.Step;
import dev.wangge.cases.store.CaseStore;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.page.PageTemplate;
import dev.wangge.platform.page.QrCode;
import dev.wangge.platform.policy.OpenToAnyone;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.CaseCode;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.text.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * 一案一码: how a case stands, for everybody who has its code. No name, no text of the report, nobody
 * in person: the step it reached, how long each took, by when the next is due and which unit owes
 * it, and what was replied.
 */
@RestController
@RequestMapping("/c/{code}")
@Tag(name = "pages", description = "手机页面")
class CasePage {
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    private final CaseStore store;
    private final MergedCases merged;
    private final Directory directory;
    private final Vault vault;
    private final Clock clock;
    private final String publicUrl;
    private final PageTemplate page = new PageTemplate(CasePage.class, "case-page", "link-page");

    CasePage(
            CaseStore store,
            MergedCases merged,
            Directory directory,
            Vault vault,
            Clock clock,
            @Value("${wangge.public-url}") String publicUrl) {
        this.store = store;
        this.merged = merged;
        this.directory = directory;
        this.vault = vault;
        this.clock = clock;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    @Operation(summary = "How a case stands, for everybody who has its code")
    @Answers(
            value = {200, 404},
            as = "text/html")
    @OpenToAnyone
    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String code,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        var model =
                page.model(
                        lang.filter(Languages::isSpoken).orElseGet(() -> Languages.asked(request)));
        model.put("here", request.getRequestURI());
        var it = find(code);
        if (it.isEmpty()) {
            model.put("gone", model.get("link.invalid"));
            return page.shown(HttpStatus.NOT_FOUND, model);
        }
        describe(it.get(), model);
        return page.shown(HttpStatus.OK, model);
    }

    @Operation(summary = "A QR code of that page's address")
    @Answers(as = "image/svg+xml")
    @OpenToAnyone
    @GetMapping("/qr.svg")
    ResponseEntity<String> qr(@PathVariable String code) {
        if (CaseCode.read(code, vault).isEmpty()) {
            throw new Problem(ProblemType.NOT_FOUND, "No such code");
        }
        return ResponseEntity.ok()
                .contentType(SVG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
                .body(QrCode.svg(publicUrl + "/c/" + code));
    }

    private Optional<Case> find(String code) {
        return CaseCode.read(code, vault)
                .flatMap(id -> store.find(id.toString()))
                .map(stored -> stored.story().now())
                .filter(it -> !it.confidence().isConfidential());
    }

    /** What became of a duplicate became of the case that stands for it. */
    private Case standing(Case it) {
        var standing = merged.standing(it);
        return standing.id().equals(it.id())
                ? it
                : store.find(standing.id()).orElseThrow().story().now();
    }

    private void describe(Case its, Map<String, @Nullable Object> model) {
        model.put("number", its.number());
        model.put("kind", model.get("kind." + its.kind()));
        var it = standing(its);
        model.put("joined", it.id().equals(its.id()) ? null : it.number());
        model.put("state", model.get("state." + it.status()));
        model.put("steps", steps(it, model));
        model.put(
                "replies",
                it.replies().stream()
                        .map(said ->
                                Map.of(
                                        "at", LinkedCases.localTime(said.at()),
                                        "text", said.text()))
                        .toList());
        var due = it.dueAt();
        if (due != null) {
            model.put("due", LinkedCases.localTime(due));
            model.put("owed", model.get(it.isSuspended() ? "owed.SUSPENDED" : "owed." + it.step()));
            model.put("owner", owner(it));
            model.put("waiting", it.questions().open().isEmpty() ? null : model.get("waits_for"));
        }
    }

    /** Each state it came through, and how long it stayed there. */
    private List<Map<String, Object>> steps(Case it, Map<String, @Nullable Object> phrases) {
        var stays = it.stays();
        var steps = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < stays.size(); i++) {
            var stay = stays.get(i);
            var isLast = i == stays.size() - 1;
            var until = isLast ? clock.instant() : stays.get(i + 1).since();
            steps.add(
                    Map.of(
                            "state", String.valueOf(phrases.get("state." + stay.status())),
                            "at", LinkedCases.localTime(stay.since()),
                            "stayed",
                                    isLast && !Status.OPEN.contains(stay.status())
                                            ? ""
                                            : spelled(stay, until, phrases)));
        }
        return steps;
    }

    private static String spelled(Stay stay, Instant until, Map<String, @Nullable Object> phrases) {
        var stayed = Duration.between(stay.since(), until);
        var days = stayed.toDays();
        var hours = stayed.toHoursPart();
        if (days > 0) {
            return said(phrases, "stayed.days", days, hours);
        }
        return stayed.toHours() > 0
                ? said(phrases, "stayed.hours", hours, stayed.toMinutesPart())
                : said(phrases, "stayed.minutes", Math.max(0, stayed.toMinutes()));
    }

    private static String said(
            Map<String, @Nullable Object> phrases, String key, Object... numbers) {
        return new MessageFormat(String.valueOf(phrases.get(key))).format(numbers);
    }

    /** A unit or a place, never a person: who has it owes its handling, and nothing after that. */
    private String owner(Case it) {
        var owesHandling = it.step() == Step.HANDLE && !it.isSuspended();
        var assignee = owesHandling ? it.assignee() : null;
        if (assignee != null && assignee.type().equals("UNIT")) {
            return directory.unitName(assignee.code()).orElse(assignee.code());
        }
        var location = it.location();
        var grid = assignee == null || location == null ? null : location.gridCode();
        var place = grid != null ? grid : it.answeringDivision();
        return place == null ? "" : directory.placeName(place).orElse(place);
    }
}
