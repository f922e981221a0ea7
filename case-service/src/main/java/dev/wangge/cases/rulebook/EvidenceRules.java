package dev.wangge.cases.rulebook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseKind;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which kinds of cases are reported done with something that shows it. */
@Component
class EvidenceRules implements RuleSet<EvidenceRules.Body, Set<CaseKind>> {
    private static final Body BUILT_IN =
            new Body(List.of(CaseKind.HAZARD, CaseKind.PATROL_FINDING));
    private static final RuleForm<Body> FORM =
            new RuleForm<>("evidence", Body.class, Change.class, BUILT_IN);

    /**
     * The document.
     *
     * @param handle kinds that are handled with evidence only; what is settled on the spot always
     *     is
     */
    record Body(@Schema(requiredMode = REQUIRED) List<CaseKind> handle) {}

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
    public List<Finding> check(Body body, Setting there) {
        return EachKind.twice(body.handle(), "#/body/handle/%d");
    }

    @Override
    public Set<CaseKind> rules(Body body) {
        return Set.copyOf(body.handle());
    }
}
