package dev.wangge.cases.rulebook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.stereotype.Component;

/** What is looked at once more after it was closed. */
@Component
class CheckRules implements RuleSet<CheckRules.Body, Checks> {
    /** Lots are drawn out of 10,000. */
    private static final int LOTS_PER_CENT = 100;

    private static final Body BUILT_IN = new Body(10, 2, Checks.Discontent.FOLLOW_UP);
    private static final RuleForm<Body> FORM =
            new RuleForm<>("checks", Body.class, Change.class, BUILT_IN);

    /**
     * The document.
     *
     * @param settled per cent of what is settled on the spot that is checked by lot
     * @param lowRating the highest score that shows that a reporter is not content; 0 for none
     * @param then what follows from it, and from saying that it is not solved
     */
    record Body(
            @Schema(requiredMode = REQUIRED, minimum = "0", maximum = "100", example = "10")
                    Integer settled,
            @Schema(requiredMode = REQUIRED, minimum = "0", maximum = "4", example = "2")
                    Integer lowRating,
            @Schema(requiredMode = REQUIRED) Checks.Discontent then) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public Checks rules(Body body) {
        return new Checks(body.settled() * LOTS_PER_CENT, body.lowRating(), body.then());
    }
}
