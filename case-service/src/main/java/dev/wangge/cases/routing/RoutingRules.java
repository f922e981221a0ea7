package dev.wangge.cases.routing;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.wangge.cases.condition.ConditionalRow;
import dev.wangge.cases.condition.HitPolicy;
import dev.wangge.cases.condition.RowLanguage;
import dev.wangge.cases.dictionaries.DictionaryRules;
import dev.wangge.cases.directory.Directory;
import dev.wangge.cases.kinds.KindRules;
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
    private static final int MOST_WITH = 5;
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
            new Body(HitPolicy.FIRST, List.of(new Row(null, null, List.of(), null, "on-duty")));
    private static final RuleForm<Body> FORM =
            new RuleForm<>("dispatch", Body.class, Change.class, BUILT_IN);

    /** What decides where nobody set anything. */
    public static final Routing DEFAULT = routing(BUILT_IN);

    private final Directory directory;
    private final KindRules kinds;
    private final DictionaryRules dictionaries;

    RoutingRules(Directory directory, KindRules kinds, DictionaryRules dictionaries) {
        this.directory = directory;
        this.kinds = kinds;
        this.dictionaries = dictionaries;
    }

    /**
     * A row.
     *
     * @param when in CEL over the same as in triage, and the text tier; null takes whatever comes
     * @param unit to which it goes; null for a member on duty where the case lies
     * @param with units that take part from the beginning, beside whoever it goes to
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
            @Schema(example = "[\"540328-road\"]") List<String> with,
            @Nullable Among among,
            @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 60, example = "水利局")
                    String name)
            implements ConditionalRow {
        Row {
            with = Objects.requireNonNullElse(with, List.of());
        }
    }

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
        var findings =
                new ArrayList<>(
                        ROWS.findings(
                                body.rows(),
                                there.beside(kinds).paths(),
                                there.beside(dictionaries).codes()));
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
                findings.add(unknown("#/body/rows/%d/unit".formatted(i), unit));
            }
            findings.addAll(checkWith(row, "#/body/rows/%d/with".formatted(i), there));
        }
        return findings;
    }

    private List<Finding> checkWith(Row row, String pointer, Setting there) {
        if (row.with().size() > MOST_WITH) {
            return List.of(
                    new Finding(pointer, "too-many", "At most %d units".formatted(MOST_WITH)));
        }
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < row.with().size(); i++) {
            var unit = row.with().get(i);
            if (unit.equals(row.unit()) || row.with().indexOf(unit) < i) {
                findings.add(new Finding(pointer + "/" + i, "duplicate", unit + " comes twice"));
            } else if (!isWithin(unit, there.division())) {
                findings.add(unknown(pointer + "/" + i, unit));
            }
        }
        return findings;
    }

    private static Finding unknown(String pointer, String unit) {
        return new Finding(pointer, "unknown-unit", "No unit " + unit);
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
                row.unit(),
                row.with(),
                Objects.requireNonNullElse(row.among(), Among.LEAD),
                row.name());
    }
}
