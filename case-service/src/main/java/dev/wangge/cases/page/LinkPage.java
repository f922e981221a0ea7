package dev.wangge.cases.page;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.asking.AskingActions;
import dev.wangge.cases.bonds.MergedCases;
import dev.wangge.cases.casework.LinkedCases;
import dev.wangge.cases.dispatching.DispatchingActions;
import dev.wangge.cases.evidence.Evidence;
import dev.wangge.cases.evidence.Photos;
import dev.wangge.cases.feedback.FeedbackActions;
import dev.wangge.cases.feedback.FeedbackActions.Rate;
import dev.wangge.cases.handling.HandlingActions;
import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.Said;
import dev.wangge.cases.life.Status;
import dev.wangge.cases.supervision.SupervisionActions;
import dev.wangge.cases.supervision.SupervisionActions.Acknowledge;
import dev.wangge.cases.timing.TimingActions;
import dev.wangge.cases.timing.TimingActions.Extend;
import dev.wangge.platform.audit.AuditedRequest;
import dev.wangge.platform.openapi.Answers;
import dev.wangge.platform.openapi.Takes;
import dev.wangge.platform.page.SignInLink;
import dev.wangge.platform.page.SignedPage;
import dev.wangge.platform.policy.Signed;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.ProblemType;
import dev.wangge.platform.seal.SignedLink;
import dev.wangge.platform.seal.Vault;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.springframework.web.multipart.MultipartFile;

/**
 * The one small page behind an alert's link: plain forms, no script, so that an old phone will do.
 * A member sees the case, takes it up, writes what was done, adds photos, or gives it back; the
 * reporter says how it went, and sees before what was done and replied; whoever was asked something
 * answers. Only a tap acts and acknowledges: message apps fetch links on their own.
 */
@RestController
@EnableConfigurationProperties(SignInLink.class)
@RequestMapping("/l/{token}")
@Tag(name = "pages", description = "手机页面")
class LinkPage implements SignedPage.Content<Case> {
    private static final int MOST_TOLD = 20_000;

    private final LinkedCases cases;
    private final MergedCases merged;
    private final Photos photos;
    private final PageSettings settings;
    private final SignInLink signIn;
    private final SignedPage<Case> page;

    LinkPage(
            LinkedCases cases,
            MergedCases merged,
            Photos photos,
            PageSettings settings,
            SignInLink signIn,
            Vault vault,
            Clock clock) {
        this.cases = cases;
        this.merged = merged;
        this.photos = photos;
        this.settings = settings;
        this.signIn = signIn;
        this.page = new SignedPage<>(this, "link-page", vault, clock);
    }

    /** Its forms, as they are described. */
    record LinkForm(
            @Schema(
                            requiredMode = REQUIRED,
                            allowableValues = {
                                "acknowledge",
                                "start",
                                "handle",
                                "return",
                                "extend",
                                "acknowledge-rung",
                                "rate",
                                "answer"
                            })
                    String action,
            @Schema(maxLength = 20_000) @Nullable String what,
            @Schema(maxLength = 20_000) @Nullable String reason,
            @Schema(maxLength = 20_000, description = "More time is needed") @Nullable String why,
            @Schema(maxLength = 20_000) @Nullable String text,
            @Schema(maxLength = 100) @Nullable String question,
            @Schema(minimum = "1", maximum = "5") @Nullable Integer score,
            @Schema(maxLength = 2_000) @Nullable String comment,
            @Nullable Boolean unsolved,
            @ArraySchema(schema = @Schema(format = "binary")) @Nullable List<String> photo) {}

    @Operation(summary = "The page behind an alert's link")
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

    @Operation(summary = "A photo on that page")
    @Answers(as = {"image/jpeg", "image/png", "image/webp"})
    @Signed
    @GetMapping("/photos/{photo}")
    ResponseEntity<byte[]> photo(@PathVariable String token, @PathVariable String photo) {
        var kept =
                page.granted(token)
                        .flatMap(granted -> photos.find(granted.caseId().toString(), photo))
                        .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "No such photo"));
        page.granted(token)
                .ifPresent(link -> find(link).ifPresent(it -> noteRead(it, link.recipient())));
        return kept.shown();
    }

    @Operation(summary = "What was tapped on that page")
    @Takes(
            value = LinkForm.class,
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
    ResponseEntity<String> act(
            @PathVariable String token,
            @RequestParam String action,
            @RequestParam Optional<String> lang,
            @RequestParam Optional<String> what,
            @RequestParam Optional<String> reason,
            @RequestParam Optional<String> why,
            @RequestParam Optional<String> text,
            @RequestParam Optional<String> question,
            @RequestParam Optional<Integer> score,
            @RequestParam Optional<String> comment,
            @RequestParam Optional<Boolean> unsolved,
            @RequestParam(required = false) @Nullable List<MultipartFile> photo,
            HttpServletRequest request)
            throws IOException {
        var form = new Filled(what, reason, why, text, question, score, comment, unsolved, photo);
        return page.act(
                token,
                lang,
                request,
                granted -> {
                    var tap = TAPS.get(action);
                    if (tap == null) {
                        throw new Problem(ProblemType.NO_SUCH_ACTION, action);
                    }
                    var id = granted.caseId().toString();
                    tap.does(this, id, granted.recipient(), form);
                    cases.acknowledge(id, granted.alertId().toString(), granted.recipient());
                    return null;
                });
    }

    /** What stood in a form. */
    private record Filled(
            Optional<String> what,
            Optional<String> reason,
            Optional<String> why,
            Optional<String> text,
            Optional<String> question,
            Optional<Integer> score,
            Optional<String> comment,
            Optional<Boolean> unsolved,
            @Nullable List<MultipartFile> photo) {
        private static String required(Optional<String> given, String pointer) {
            return FreeText.required(
                    given.map(it -> it.replace("\r\n", "\n").trim()).orElse(""),
                    pointer,
                    MOST_TOLD);
        }

        private String toldWhat() {
            return required(what, "#/what");
        }

        private String toldReason() {
            return required(reason, "#/reason");
        }

        private String toldWhy() {
            return required(why, "#/why");
        }

        private String toldText() {
            return required(text, "#/text");
        }

        private Rate rate() {
            return new Rate(
                    null,
                    score.orElse(0),
                    blankIsNull(comment),
                    unsolved.map(it -> !it).orElse(null));
        }
    }

    /** What a tap does to a case, of the one who holds the link. */
    private interface Tap {
        void does(LinkPage page, String id, String who, Filled form) throws IOException;
    }

    /** By what its form calls it; {@link LinkForm} describes them. */
    private static final Map<String, Tap> TAPS =
            Map.of(
                    "acknowledge", (_, _, _, _) -> {},
                    "start", (page, id, who, _) -> page.cases.start(id, who),
                    "handle", LinkPage::handle,
                    "return",
                            (page, id, who, form) ->
                                    page.cases.giveBack(id, who, form.toldReason()),
                    "extend",
                            (page, id, who, form) ->
                                    page.cases.act(
                                            id,
                                            TimingActions.EXTEND,
                                            new Extend(null, form.toldWhy()),
                                            who),
                    "acknowledge-rung",
                            (page, id, who, _) ->
                                    page.cases.act(
                                            id,
                                            SupervisionActions.ACKNOWLEDGE,
                                            new Acknowledge(null),
                                            who),
                    "answer",
                            (page, id, who, form) ->
                                    page.cases.answer(
                                            id, who, form.question.orElse(null), form.toldText()),
                    "rate", (page, id, who, form) -> page.cases.rate(id, who, form.rate()));

    /** Nothing is stored for somebody whose report would be refused. */
    private void handle(String id, String who, Filled form) throws IOException {
        var told = form.toldWhat();
        var kept = cases.mayHandle(id, who) ? evidence(id, form.photo) : List.<String>of();
        cases.handle(id, who, told, kept);
    }

    /** As far as they are kept when one of them is none, they are swept away again. */
    private List<String> evidence(String id, @Nullable List<MultipartFile> sent)
            throws IOException {
        var kept = new ArrayList<String>();
        for (var photo : sent == null ? List.<MultipartFile>of() : sent) {
            if (!photo.isEmpty()) {
                kept.add(Evidence.photo(photos.keep(id, photo.getBytes(), null).name()));
            }
        }
        return kept.stream().distinct().toList();
    }

    private static @Nullable String blankIsNull(Optional<String> text) {
        return text.map(String::trim).filter(trimmed -> !FreeText.isBlank(trimmed)).orElse(null);
    }

    @Override
    public Optional<Case> find(SignedLink link) {
        return cases.find(link.caseId().toString());
    }

    @Override
    public Optional<String> language(String recipient) {
        return cases.language(recipient);
    }

    private static void noteRead(Case it, String recipient) {
        if (it.confidence().isConfidential()) {
            AuditedRequest.readsConfidential(it.id(), recipient);
        }
    }

    @Override
    public void describe(Case it, SignedLink link, Map<String, @Nullable Object> model) {
        if (LinkedCases.maySeeTitle(it, link.recipient())) {
            noteRead(it, link.recipient());
        }
        var member = LinkedCases.isMember(it, link.recipient());
        var reporter = LinkedCases.isReporter(it, link.recipient());
        model.put("sign_in", member ? signIn.backTo(String.valueOf(model.get("here"))) : null);
        model.put("number", it.number());
        model.put("kind", model.get("kind." + it.kind()));
        // What became of a duplicate became of the case that stands for it.
        var standing = reporter ? merged.standing(it) : it;
        model.put("state", model.get("state." + standing.status()));
        model.put("joined", it.id().equals(standing.id()) ? null : standing.number());
        model.put("title", LinkedCases.maySeeTitle(it, link.recipient()) ? it.title() : null);
        model.put("description", member ? it.description() : null);
        model.put("address", member ? it.address() : null);
        model.put("map", member ? map(it) : null);
        var due = it.handleBy();
        model.put("due", due == null || !member ? null : LinkedCases.localTime(due));
        answer(standing, reporter, model);
        model.put(
                "taken",
                LinkedCases.hadIt(it, link.recipient()) ? model.get("no_longer_theirs") : null);
        boolean canStart = cases.offers(HandlingActions.START, it, link.recipient());
        boolean canRate = cases.offers(FeedbackActions.RATE, it, link.recipient());
        boolean rated = reporter && LinkedCases.isRated(it);
        model.put("canStart", canStart);
        model.put("canHandle", cases.mayHandle(it, link.recipient()));
        model.put("canReturn", cases.offers(DispatchingActions.RETURN, it, link.recipient()));
        model.put("canExtend", cases.offers(TimingActions.EXTEND, it, link.recipient()));
        var rung = it.rung();
        model.put(
                "rung",
                rung != null && cases.offers(SupervisionActions.ACKNOWLEDGE, it, link.recipient())
                        ? model.get("rung." + rung)
                        : null);
        model.put("canRate", canRate);
        model.put("rated", rated);
        model.put("photos", member ? photoNames(it) : List.of());
        model.put("attachments", member ? attachments(it) : List.of());
        model.put("amendments", member ? amendments(it) : List.of());
        var asked = questions(it, link.recipient(), model);
        model.put("questions", asked);
        boolean canAnswer = cases.offers(AskingActions.ANSWER, it, link.recipient());
        // Whoever starts, rates or answers has answered by it.
        model.put("canAcknowledge", !canStart && !canRate && !rated && !canAnswer);
    }

    /**
     * Where it is, as the report says, for whoever goes there; no map of others is asked for what
     * few may know.
     */
    private @Nullable Map<String, Object> map(Case it) {
        var at = it.reported().coordinates();
        if (at == null) {
            return null;
        }
        var point = PageSettings.degrees(at.lat()) + ", " + PageSettings.degrees(at.lng());
        return it.confidence().isConfidential()
                ? Map.of("point", point)
                : Map.of("point", point, "link", settings.mapAt(at));
    }

    /** What they were asked; while the case can be acted on, with where to write the answer. */
    private List<Map<String, Object>> questions(
            Case it, String recipient, Map<String, @Nullable Object> model) {
        boolean canAnswer = cases.offers(AskingActions.ANSWER, it, recipient);
        return it.questions().to(recipient).stream()
                .map(one ->
                        Map.<String, Object>of(
                                "id", one.id(),
                                "text", Objects.requireNonNullElse(it.texts().text(one.text()), ""),
                                "by", LinkedCases.localTime(one.answerBy()),
                                "open", canAnswer && one.isAnswerable(),
                                "typed",
                                        one.id().equals(model.get("typed_question"))
                                                ? Objects.requireNonNullElse(
                                                        model.get("typed_text"), "")
                                                : "",
                                "answer",
                                        Objects.requireNonNullElse(
                                                it.texts().text(one.answer()), "")))
                .toList();
    }

    /** What the reporter may know; what was done not before it was checked and closed. */
    private static void answer(Case it, boolean reporter, Map<String, @Nullable Object> model) {
        boolean isClosed = it.status() == Status.CLOSED;
        // How it was done is said to who reported it; a reply names nobody, and is for all of them.
        boolean isTheirs = model.get("joined") == null;
        model.put("answer_done", reporter && isTheirs && isClosed ? text(it.done()) : null);
        model.put("answer_replied", reporter ? text(it.replied()) : null);
        model.put("answer_declined", reporter ? text(it.declined()) : null);
    }

    private static @Nullable String text(@Nullable Said said) {
        return said == null ? null : said.text();
    }

    /** What came with the report, and what was added to it. */
    private static Stream<String> attached(Case it) {
        return Stream.concat(
                it.attachments().stream(),
                it.amendments().stream().flatMap(one -> one.attachments().stream()));
    }

    private static List<Evidence> attachments(Case it) {
        return attached(it)
                .filter(id -> Evidence.photoName(id) == null)
                .map(id -> Evidence.of(it.id(), id))
                .toList();
    }

    /** Texts that were added, one below the other. */
    private static List<String> amendments(Case it) {
        return it.amendments().stream()
                .flatMap(one -> Stream.of(one.description(), one.address()))
                .map(it.texts()::text)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static List<String> photoNames(Case it) {
        return Stream.concat(attached(it), it.evidence().stream())
                .map(Evidence::photoName)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
