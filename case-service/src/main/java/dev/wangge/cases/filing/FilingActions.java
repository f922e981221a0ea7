package dev.wangge.cases.filing;

import static dev.wangge.cases.life.Status.DECLINED;
import static dev.wangge.cases.life.Status.DISPATCHED;
import static dev.wangge.cases.life.Status.FILED;
import static dev.wangge.cases.life.Status.HANDLED;
import static dev.wangge.cases.life.Status.IN_PROGRESS;
import static dev.wangge.cases.life.Status.REPORTED;
import static dev.wangge.cases.life.Status.VERIFIED;
import static dev.wangge.cases.life.Status.VOID;
import static dev.wangge.platform.security.Role.DISPATCHER;
import static dev.wangge.platform.security.Role.HANDLER;
import static dev.wangge.platform.security.Role.REPORTER;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.action.CaseAction;
import dev.wangge.cases.action.CaseActions;
import dev.wangge.cases.action.CaseCommand;
import dev.wangge.cases.action.CommandContext;
import dev.wangge.cases.action.Relation;
import dev.wangge.cases.action.Unfinished;
import dev.wangge.cases.action.Who;
import dev.wangge.cases.dictionaries.Assessment;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.life.Case;
import dev.wangge.contracts.cases.v1.CaseEvent;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAccepted;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseAmended;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseCategorized;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseDeclined;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseTriaged;
import dev.wangge.contracts.cases.v1.CaseEvent.CaseVoided;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.problem.Problem;
import dev.wangge.platform.problem.Problem.Pointed;
import dev.wangge.platform.web.FreeText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a report becomes a case, and at which level. */
@Component
class FilingActions implements CaseActions.Rows {
    private static final int ADDRESS = 500;

    /** All of them lie with the case's state. */
    private static final int AMENDMENTS = 20;

    record Accept(@Schema(maxLength = CODE) @Nullable String by) implements CaseCommand {}

    record Decline(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record Strike(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record Triage(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(requiredMode = REQUIRED) Tier tier,
            @Schema(requiredMode = REQUIRED, maxLength = TEXT) String reason)
            implements CaseCommand {}

    record Categorize(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(
                            requiredMode = REQUIRED,
                            minLength = 1,
                            maxLength = KindRules.LONGEST_CODE,
                            example = "water")
                    String category)
            implements CaseCommand {}

    record Assess(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(minLength = 1, maxLength = DictionaryRules.LONGEST_CODE, example = "02")
                    @Nullable String scale,
            @Schema(minLength = 1, maxLength = DictionaryRules.LONGEST_CODE, example = "04")
                    @Nullable String grade,
            @Schema(minLength = 1, maxLength = DictionaryRules.LONGEST_CODE, example = "03")
                    @Nullable String nature,
            @Schema(minimum = "0", maximum = "1000000") @Nullable Integer people,
            @Schema(
                            minimum = "0",
                            maximum = "1000000000000",
                            multipleOf = 0.01,
                            example = "1300000")
                    @Nullable BigDecimal amount)
            implements CaseCommand {
        Assessment assessment() {
            return new Assessment(scale, grade, nature, people, amount);
        }
    }

    record Amend(
            @Schema(maxLength = CODE) @Nullable String by,
            @Schema(maxLength = TEXT) @Nullable String description,
            @Schema(maxLength = ADDRESS) @Nullable String address,
            @Schema List<String> attachments)
            implements CaseCommand {
        Amend {
            attachments = Objects.requireNonNullElse(attachments, List.of());
        }
    }

    @Override
    public List<CaseAction<?>> rows() {
        return List.of(
                CaseAction.named("accept", "Take a report up as a case", Accept.class)
                        .from(REPORTED)
                        .to(FILED)
                        .by(Who.holding(DISPATCHER))
                        .leadsOn()
                        .decides((it, accept, context) ->
                                List.of(
                                        new CaseAccepted(
                                                context.rules().dispatchBy(context.now()),
                                                context.rules().version()))),
                CaseAction.named("decline", "Say that a report will not be taken up", Decline.class)
                        .from(REPORTED)
                        .to(DECLINED)
                        .by(Who.holding(DISPATCHER))
                        .leadsOn()
                        .decides((it, decline, context) ->
                                List.of(
                                        new CaseDeclined(
                                                it.texts().keep(decline.reason()),
                                                it.reporter(),
                                                it.about(),
                                                it.bonds().duplicatesIfAny()))),
                CaseAction.named("void", "Strike out what should not be here", Strike.class)
                        .from(REPORTED, FILED)
                        .to(VOID)
                        .by(Who.holding(DISPATCHER))
                        // Reporters of duplicates, and who takes part, would hear nothing any more.
                        .onlyWhile(it ->
                                it.bonds().duplicates().isEmpty()
                                        && it.bonds().openParts().isEmpty())
                        .unless(Unfinished::children)
                        .leadsOn()
                        .decides((it, strike, context) ->
                                List.of(new CaseVoided(it.texts().keep(strike.reason())))),
                CaseAction.named("triage", "Move it to another level", Triage.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS)
                        .by(Who.holding(DISPATCHER))
                        .alsoWhileSuspended()
                        .decides((it, triage, context) ->
                                List.of(
                                        new CaseTriaged(
                                                triage.tier().name(),
                                                "PERSON",
                                                it.texts().keep(triage.reason()),
                                                null))),
                CaseAction.named("categorize", "Say what it is about", Categorize.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                        .by(Who.holding(DISPATCHER))
                        .alsoWhileSuspended()
                        .decides((it, categorize, context) ->
                                List.of(
                                        new CaseCategorized(
                                                context.rules()
                                                        .kinds()
                                                        .path(categorize.category(), it.kind())))),
                CaseAction.named("assess", "Say how great it is", Assess.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                        .by(Who.holding(DISPATCHER, HANDLER))
                        .alsoWhileSuspended()
                        .decides((it, assess, context) -> List.of(assessed(assess, context))),
                CaseAction.named("amend", "Add to what was reported", Amend.class)
                        .from(REPORTED, FILED, DISPATCHED, IN_PROGRESS, HANDLED, VERIFIED)
                        .by(Who.holding(REPORTER, DISPATCHER).or(Relation.REPORTER))
                        .onlyWhile(it -> it.amendments().size() < AMENDMENTS)
                        .decides(FilingActions::amend));
    }

    private static CaseEvent assessed(Assess assess, CommandContext context) {
        if (!assess.assessment().isSaid()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/scale",
                            "required",
                            "scale, grade, nature, people or amount are required"));
        }
        return context.rules().dictionaries().assessed(assess.assessment());
    }

    private static List<CaseEvent> amend(Case it, Amend amend, CommandContext context) {
        if (amend.description() == null
                && amend.address() == null
                && amend.attachments().isEmpty()) {
            throw Problem.invalid(
                    Pointed.at(
                            "#/description",
                            "required",
                            "description, address or attachments are required"));
        }
        return List.of(
                new CaseAmended(
                        kept(it, amend.description(), "#/description", CaseCommand.TEXT),
                        kept(it, amend.address(), "#/address", ADDRESS),
                        amend.attachments()));
    }

    private static @Nullable String kept(Case it, @Nullable String text, String pointer, int most) {
        return text == null ? null : it.texts().keep(FreeText.required(text, pointer, most));
    }
}
