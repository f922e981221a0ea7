package dev.wangge.grids.period;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.page.SignInLink;
import dev.wangge.platform.page.SignedPage;
import dev.wangge.platform.policy.Signed;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
@EnableConfigurationProperties(SignInLink.class)
@RequestMapping("/z/{token}")
@Tag(name = "pages", description = "手机页面")
class ZeroReportPage implements SignedPage.Content<ZeroReport> {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(KeyPeriod.ZONE);
    private static final int LONGEST = 5_000;

    private final FilingCommands commands;
    private final PeriodStore periods;
    private final Reporters reporters;
    private final SignInLink signIn;
    private final SignedPage<ZeroReport> page;

    ZeroReportPage(
            FilingCommands commands,
            PeriodStore periods,
            Reporters reporters,
            SignInLink signIn,
            Vault vault,
            Clock clock) {
        this.commands = commands;
        this.periods = periods;
        this.reporters = reporters;
        this.signIn = signIn;
        this.page = new SignedPage<>(this, "zero-page", vault, clock);
    }

    /** Its forms, as they are described. */
    record ZeroForm(
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {"nothing", "finding"})
                    String action,
            @Schema(maxLength = LONGEST) @Nullable String text) {}

    @Operation(summary = "The page behind a reminder's link")
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @Signed
    @GetMapping
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam Optional<String> lang,
            HttpServletRequest request) {
        return page.show(token, lang, request);
    }

    @Operation(summary = "What was tapped on that page")
    @Takes(
            value = ZeroForm.class,
            as = {"application/x-www-form-urlencoded", "multipart/form-data"})
    @Answers(
            value = {200, 404, 410},
            as = "text/html")
    @Signed
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
            HttpServletRequest request)
            throws IOException {
        return page.act(token, lang, request, link -> file(link, action, text.orElse("")));
    }

    private String file(SignedLink link, String action, String text) {
        var id = link.caseId().toString();
        return switch (action) {
            case "nothing" -> {
                var filing = commands.file(id, Via.LINK, null, link.recipient(), null);
                yield filing.before().isFiled() ? "done.already" : "done.nothing";
            }
            case "finding" -> {
                var words = FreeText.plain(text);
                if (FreeText.isBlank(words) || words.length() > LONGEST) {
                    throw Problem.invalid(
                            Pointed.at("#/text", "required", "1 to 5,000 characters"));
                }
                commands.file(id, Via.LINK, commands.written(words), link.recipient(), null);
                yield "done.finding";
            }
            default -> throw new Problem(ProblemType.NO_SUCH_ACTION, action);
        };
    }

    @Override
    public Optional<ZeroReport> find(SignedLink link) {
        return commands.find(link.caseId().toString());
    }

    @Override
    public Optional<String> language(String recipient) {
        return reporters.language(recipient);
    }

    @Override
    public void describe(ZeroReport report, SignedLink link, Map<String, @Nullable Object> model) {
        var head = report.head();
        var period = periods.find(head.period());
        var open = period.filter(it -> it.cancelled() == null).isPresent();
        model.put("sign_in", signIn.backTo(String.valueOf(model.get("here"))));
        model.put("period", period.map(KeyPeriod::name).orElse(""));
        model.put("day", head.day().toString());
        model.put("place", reporters.name(head.division()));
        model.put("due", LOCAL.format(head.dueAt()));
        model.put(
                "state", model.get("state." + (open ? report.status() : Status.WITHDRAWN).name()));
        model.put("canFile", open && Status.MISSING.contains(report.status()));
        model.put("canFind", open);
    }
}
