package dev.wangge.cases.routing;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.condition.ConditionalRow;
import dev.wangge.cases.condition.HitPolicy;
import dev.wangge.cases.condition.RowLanguage;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.routing.Route.Among;
import dev.wangge.cases.ruleset.Finding;
import dev.wangge.cases.ruleset.RuleChange;
import dev.wangge.cases.ruleset.RuleForm;
import dev.wangge.cases.ruleset.RuleSet;
import dev.wangge.cases.ruleset.Setting;
import dev.wangge.cases.triage.TriageInput;
import dev.wangge.contracts.cases.v1.CaseKind;
import dev.wangge.contracts.cases.v1.Tier;
import dev.wangge.platform.place.Codes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** To whom a case goes by itself: rows of conditions, of which the first that fits decides. */
@Component
public class RoutingRules implements RuleSet<RoutingRules.Body, Routing> {
    private static final RowLanguage ROWS =
            new RowLanguage(
                    Routing.VARIABLES,
                    Map.of(
                            "kind", names(CaseKind.values()),
                            "tier", names(Tier.values())),
                    List.of(
                            Routing.variables(TriageInput.USUAL, Tier.NEIGHBOUR),
                            Routing.variables(TriageInput.OTHER, Tier.SUPERIOR)));
    private static final Body BUILT_IN =
            new Body(HitPolicy.FIRST, List.of(new Row(null, null, null, "on-duty")));
    private static final RuleForm<Body> FORM =
            new RuleForm<>("dispatch", Body.class, Change.class, BUILT_IN);

    /** What decides where nobody set anything. */
    public static final Routing DEFAULT = routing(BUILT_IN);

    private final Directory directory;

    RoutingRules(Directory directory) {
        this.directory = directory;
    }

    /**
     * A row.
     *
     * @param when in CEL over the texts kind, tier, text, channel and division; null takes whatever
     *     comes
     * @param unit to which it goes; null for a member on duty where the case lies
     * @param among which of several on duty: null is the lead
     * @param name kept with the case that it decides
     */
    record Row(
            @Schema(
                            maxLength = 1_000,
                            minLength = 1,
                            example = "kind == \"REQUEST\" && text.contains(\"水\")")
                    @Nullable String when,
            @Schema(maxLength = 64, minLength = 1, example = "540328-water") @Nullable String unit,
            @Nullable Among among,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 60, example = "水利局")
                    String name)
            implements ConditionalRow {}

    /** The document. */
    record Body(
            @Schema(requiredMode = REQUIRED) HitPolicy hitPolicy,
            @Schema(requiredMode = REQUIRED) List<Row> rows) {}

    /** A request. */
    record Change(
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = LONGEST_WHY) String why,
            @Schema(requiredMode = REQUIRED) Body body)
            implements RuleChange<Body> {}

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    @Override
    public RuleForm<Body> form() {
        return FORM;
    }

    @Override
    public List<Finding> check(Body body, Setting there) {
        var findings = new ArrayList<>(ROWS.findings(body.rows()));
        for (int i = 0; i < body.rows().size(); i++) {
            var row = body.rows().get(i);
            var unit = row.unit();
            if (unit != null && row.among() != null) {
                findings.add(
                        new Finding(
                                "#/body/rows/%d/among".formatted(i),
                                "one-of",
                                "A unit has nobody to choose among"));
            }
            if (unit != null && !isWithin(unit, there.division())) {
                findings.add(
                        new Finding(
                                "#/body/rows/%d/unit".formatted(i),
                                "unknown-unit",
                                "No unit " + unit));
            }
        }
        return findings;
    }

    private boolean isWithin(String unit, String division) {
        return directory
                .divisionOf(unit)
                .filter(its -> Codes.prefix(its).startsWith(division))
                .isPresent();
    }

    @Override
    public Routing rules(Body body) {
        return routing(body);
    }

    private static Routing routing(Body body) {
        return new Routing(
                ROWS.match(body.rows()), body.rows().stream().map(RoutingRules::route).toList());
    }

    private static Route route(Row row) {
        return new Route(
                row.unit(), Objects.requireNonNullElse(row.among(), Among.LEAD), row.name());
    }
}
