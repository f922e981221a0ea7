package dev.wangge.cases.triage;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.condition.ConditionalRow;
import dev.wangge.cases.condition.HitPolicy;
import dev.wangge.cases.condition.RowLanguage;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.kinds.KindRules;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 三事分流 by rule: rows of conditions, of which the first that fits decides. */
@Component
public class TriageRules implements RuleSet<TriageRules.Body, Triage> {
    /** Words that make a small thing great. */
    private static final List<String> RISK =
            List.of("械斗", "伤亡", "死亡", "爆炸", "火灾", "塌方", "泥石流", "山体滑坡", "雪崩", "群体", "聚集");

    private static final RowLanguage ROWS =
            new RowLanguage(
                    TriageInput.VARIABLES,
                    Map.of("kind", Arrays.stream(CaseKind.values()).map(Enum::name).toList()),
                    List.of(TriageInput.USUAL.variables(), TriageInput.OTHER.variables()));
    private static final Body BUILT_IN = builtInBody();
    private static final RuleForm<Body> FORM =
            new RuleForm<>("triage", Body.class, Change.class, BUILT_IN);

    /** What decides where nobody set anything. */
    public static final Triage DEFAULT = triage(BUILT_IN);

    private final KindRules kinds;
    private final DictionaryRules dictionaries;

    public TriageRules(KindRules kinds, DictionaryRules dictionaries) {
        this.kinds = kinds;
        this.dictionaries = dictionaries;
    }

    /**
     * A row.
     *
     * @param when in CEL over the texts kind, text, channel, division, scale, grade and nature, the
     *     list category, and the numbers people and amount; null takes whatever comes
     * @param name kept with the case that it decides
     */
    public record Row(
            @Schema(
                            maxLength = 1_000,
                            minLength = 1,
                            example = "kind == \"HAZARD\" && text.contains(\"塌方\")")
                    @Nullable String when,
            @Schema(requiredMode = REQUIRED) Tier tier,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 60, example = "塌方")
                    String name)
            implements ConditionalRow {}

    /** The document. */
    public record Body(
            @Schema(requiredMode = REQUIRED) HitPolicy hitPolicy,
            @Schema(requiredMode = REQUIRED) List<Row> rows) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    private static Body builtInBody() {
        var rows = new ArrayList<Row>();
        for (var word : RISK) {
            rows.add(
                    new Row(
                            "text.contains(\"%s\")".formatted(word),
                            Tier.SUPERIOR,
                            "risk-word:" + word));
        }
        rows.add(ofKind(CaseKind.EMERGENCY, Tier.SUPERIOR));
        rows.add(ofKind(CaseKind.HAZARD, Tier.COMMITTEE));
        rows.add(ofKind(CaseKind.DISPUTE, Tier.COMMITTEE));
        rows.add(ofKind(CaseKind.PATROL_FINDING, Tier.COMMITTEE));
        rows.add(ofKind(CaseKind.REQUEST, Tier.NEIGHBOUR));
        // No other kind is left.
        rows.add(new Row(null, Tier.NEIGHBOUR, "kind:ADVICE"));
        return new Body(HitPolicy.FIRST, List.copyOf(rows));
    }

    private static Row ofKind(CaseKind kind, Tier tier) {
        return new Row("kind == \"%s\"".formatted(kind), tier, "kind:" + kind);
    }

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        return ROWS.findings(
                body.rows(), there.beside(kinds).paths(), there.beside(dictionaries).codes());
    }

    @Override
    public Triage rules(Body body) {
        return triage(body);
    }

    private static Triage triage(Body body) {
        return new Triage(
                ROWS.match(body.rows()),
                body.rows().stream().map(row -> new Level(row.tier(), row.name())).toList());
    }
}
